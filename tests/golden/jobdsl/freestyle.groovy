// The methods that most free-style jobs use, together.
folder('team') {
    displayName('The Team')
    description('Jobs of the team')
}
['nightly', 'weekly'].each { kind ->
    freeStyleJob("team/$kind") {
        description "The $kind roll-up"
        logRotator { daysToKeep(30); numToKeep(50) }
        label 'linux && x64'
        parameters {
            stringParam('DAY', 'today', 'Which day')
            booleanParam('DRY_RUN')
            choiceParam('LEVEL', ['info', 'debug'])
        }
        environmentVariables(KIND: kind, RETRIES: 2)
        scm {
            git {
                remote { url('https://git.example.org/jobs.git'); credentials('git') }
                branch('main')
                extensions { cleanBeforeCheckout(); cloneOptions { shallow(); depth(1) } }
            }
        }
        triggers { cron('H 2 * * *'); scm('@hourly') }
        wrappers {
            timestamps()
            colorizeOutput()
            timeout { absolute(90); failBuild() }
            credentialsBinding { usernamePassword('USER', 'PASS', 'db') }
        }
        steps {
            shell('make rollup')
            maven { goals('verify'); property('skip', 'true'); mavenInstallation('M3') }
        }
        publishers {
            archiveArtifacts('out/**')
            archiveJunit('reports/*.xml') { allowEmptyResults() }
            mailer('team@example.org', false, true)
            wsCleanup()
        }
        concurrentBuild()
        quietPeriod(10)
        disabled(kind == 'weekly')
    }
}
queue('team/nightly')

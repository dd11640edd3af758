// Steps and publishers with contexts of their own.
job('a') {
    steps {
        gradle('build', '-s', false)
        gradle { tasks('x'); tasks('y'); useWrapper() }
        ant('clean dist') { prop('a', 1); props(b: '2'); javaOpt('-X') }
        maven('install', 'p/pom.xml') { it / 'extra' << 'e' }
        copyArtifacts('up') { includePatterns('a', 'b'); flatten(); buildSelector { permalink('lastStable') } }
        downstreamParameterized {
            trigger('d1') { block { failure('UNSTABLE') }; parameters { currentBuild(); predefinedProps(a: '1', b: '2') } }
            trigger(['d2', 'd3'])
        }
        conditionalSteps {
            condition { and { alwaysRun() } { not { fileExists('x', BaseDir.WORKSPACE) } } }
            runner('Run')
            steps { shell('inner') }
        }
        dsl { external('a.groovy', 'b.groovy'); removeAction('DISABLE'); lookupStrategy('SEED_JOB') }
        dsl(['c.groovy'], 'DELETE', true)
        environmentVariables { env('A', 1); envs(B: 2, C: true) }
        systemGroovyCommand('println 1') { binding('k', 'v'); sandbox() }
        groovyScriptFile('x.groovy') { groovyParam('p'); prop('k', 'v') }
        criticalBlock { shell('alone') }
        setBuildResult('UNSTABLE')
    }
    publishers {
        extendedEmail {
            recipientList('a@b', 'c@d')
            triggers { always { subject('S'); sendTo { culprits() } }; xNthFailure { failureCount(5) } }
            configure { it / 'more' << 'm' }
        }
        downstream('next', 'FAILURE')
        downstreamParameterized { trigger('x') { condition('ALWAYS'); parameters { propertiesFile('p', true) } } }
        git { forcePush(); tag('o', 't') { message('m'); create() }; note('o', 'hi') { namespace('n') } }
        publishHtml { report('r') { reportName('R') }; report('s') }
        flexiblePublish { conditionalAction { condition { status('FAILURE', 'SUCCESS') }; publishers { mailer('m') } } }
        retryBuild { fixedDelay(7); rerunIfUnstable(); retryLimit(2) }
        buildPipelineTrigger('p') { parameters { predefinedProp('x', 'y') } }
        groovyPostBuild('m', Behavior.MarkUnstable)
    }
}
matrixJob('m') { axes { text('X', '1', '2'); label('L', 'a', 'b') }; touchStoneFilter('t'); runSequentially(false) }
mavenJob('mvn') { goals('clean'); mavenOpts('-Xmx1g'); goals('verify'); postBuildSteps { shell('after') } }

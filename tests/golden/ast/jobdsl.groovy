String basePath = 'example'
def branches = ['main', 'dev']
folder(basePath) { description 'An example.' }
branches.each { branch ->
    job("$basePath/build-${branch.replaceAll('/', '-')}") {
        logRotator(-1, 10)
        scm { git("https://example.org/app.git", branch) }
        triggers { cron('H/15 * * * *') }
        parameters {
            stringParam 'VERSION', '1.0', 'What to build'
            booleanParam('DRY', true)
        }
        configure { node ->
            node / 'properties' / 'a.b.C' << enabled(true)
            (node / publishers).children() << 'x' { y 1 }
        }
        steps {
            shell '''
                set -e
                make all
            '''.stripIndent()
        }
    }
}
listView('all') { jobs { regex(/.+/) }; columns { name(); lastSuccess() } }

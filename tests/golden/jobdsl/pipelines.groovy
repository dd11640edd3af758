// Pipeline jobs, multibranch projects, organization folders.
pipelineJob('p') {
    description(null)
    logRotator(-1, 5)
    parameters { stringParam('X') }
    definition {
        cpsScm {
            scm { git { remote { github('o/r') }; branches('*/main', 'dev') } }
            scriptPath('ci/Jenkinsfile')
            lightweight()
        }
    }
    quietPeriod()
    keepDependencies()
}
multibranchPipelineJob('m') {
    branchSources {
        git { id('1'); remote('u'); includes('main') }
        github { id('2'); repoOwner('o'); repository('r'); buildForkPRHead() }
    }
    orphanedItemStrategy { discardOldItems { numToKeep(3) } }
    triggers { cron('@daily') }
    displayName('M')
}
organizationFolder('o') { description('O'); triggers { cron('@weekly') } }
folder('f') {
    authorization { permission('hudson.model.Item.Read', 'x') }
    primaryView('mine')
    views { listView('mine') { columns { name() } } }
}

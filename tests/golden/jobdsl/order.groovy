// Folders first, MultiJobs last, views at the end; edits in call order.
multiJob('z-multi') { steps { phase('P') { phaseJob('b') { parameters { predefinedProp('k', 'v') } } } } }
job('b') { wrappers { buildName('n') }; jdk('J'); wrappers { maskPasswords() }; jdk('J2') }
folder('f2')
job('a') { logRotator(1); logRotator { numToKeep(2) }; label('x'); label() }
folder('f1')
organizationFolder('org')
multibranchPipelineJob('f2/mb')
job('f1/x')
pipelineJob('p') { definition { cps { script('one') } }; definition { cps { script('two') } } }
job('b') { parameters { stringParam('A') }; parameters { stringParam('A') } }
job('qq')
listView('v')

// Methods that few scripts use, one call or two each.
job('publishers') {
    publishers {
        cobertura('c.xml') { onlyStable(true); methodTarget(80, 10, 5); fileTarget(70) }
        violations(50) { checkstyle(1, 2, 3, 'cs.xml'); sourceEncoding('UTF-8') }
        archiveXUnit { jUnit { pattern('j.xml'); failIfNotNew(false) }; failedThresholds { unstable(3) }; thresholdMode(ThresholdMode.PERCENT) }
        checkstyle('cs.xml') { healthLimits(3, 20); thresholds(unstableTotal: [all: 1, high: 2], failedNew: [low: 3]) }
        findbugs('fb.xml', true)
        dry('d.xml', 80, 20) { useDeltaValues() }
        tasks('**/*.java', '', 'FIXME', 'TODO', 'NOTE', true) { regularExpression() }
        warnings(['Java Compiler (javac)'], ['GNU': 'log.txt']) { includePattern('a'); resolveRelativePaths() }
        analysisCollector { checkstyle(); pmd() }
        jacocoCodeCoverage { execPattern('x.exec'); minimumLineCoverage('5'); changeBuildStatus() }
        joinTrigger { projects('a', 'b'); publishers { downstreamParameterized { trigger('c') } }; resultThreshold('UNSTABLE') }
        irc { channel('#a', 'pw', true); channel(name: '#b', password: 'p', notificationOnly: false); strategy('STATECHANGE_ONLY'); notifyScmFixers() }
        publishCloneWorkspace('**', '*.o') { criteria('Successful') }
        sonar { branch('b'); overrideTriggers { skipIfEnvironmentVariable('S') } }
        consoleParsing { globalRules('r'); failBuildOnError() }
        stashNotifier { commitSha1('s'); keepRepeatedBuilds() }
        archiveTestNG('t.xml') { escapeTestDescription(false) }
        createJiraIssue { projectKey('P'); assignee('a') }
        slocCount { pattern('p'); buildsInGraph(3) }
    }
}
job('steps') {
    steps {
        dockerBuildAndPublish { repositoryName('r'); tag('t'); dockerHostURI('u'); skipPush() }
        remoteTrigger('host', 'job') { parameter('a', '1'); parameters(b: '2'); pollInterval(5) }
        cmake { generator('Ninja'); args('-DA=1'); buildToolStep { vars('K', 'V'); useCmake() } }
        msBuild { buildFile('b.sln'); args('a'); args('b') }
        phing { targets('t'); properties('k', 1) }
        nant { target('t'); prop('a', 1) }
        sbt('s', 'test', '-f', '', 'sub') { it / 'x' << 'y' }
        xShell { commandLine('c'); timeAllocated(3) }
        debianPackage('p') { generateChangelog('1.0', true) }
        rake('a') { task('b'); bundleExec() }
        virtualenv { name('v'); nature('python'); command('c') }
        httpRequest('http://x') { httpMode('POST'); logResponseBody() }
        resolveArtifacts { artifact { groupId('g'); artifactId('a'); version('1') }; failOnError() }
        managedScript('id') { arguments('a', 'b') }
        jython('j')
    }
    wrappers {
        rvm('2.0')
        rbenv('2.1') { gems('a', 'b') }
        customTools(['t']) { skipMasterInstallation() }
        allocatePorts { port('A'); tomcat('T', 'p') }
        buildInDocker { image('i'); volume('/a', '/b') }
        release { preBuildSteps { shell('x') }; postBuildPublishers { mailer('m') }; parameters { stringParam('P') } }
        configFiles { mavenSettings('id') { variable('V') } }
        xvfb('x') { screen('1x1') }
        logSizeChecker { maxSize(3) }
        preScmSteps { steps { shell('y') }; failOnError() }
        exclusionResources('a', 'b')
        runOnSameNodeAs('other', true)
    }
    throttleConcurrentBuilds { categories(['a', 'b']); throttleDisabled() }
    blockOn(['x', 'y']) { scanQueueFor('ALL') }
    lockableResources('r') { resourceNumber(2) }
    notifications { endpoint('http://x') { event('failed') } }
    weight(3)
    batchTask('n', 's')
    properties { ownership { primaryOwnerId('a'); coOwnerIds('b', 'c') }; rebuild { autoRebuild() } }
    parameters { nodeParam('N') { allowedNodes(['a']); trigger('success') }; credentialsParam('C') { required() } }
    triggers { gitlabPush { includeBranches('a,b'); rebuildOpenMergeRequest('both') }; upstream('u') }
}

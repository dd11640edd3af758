// Views of every kind.
listView('l') {
    description('d')
    filterExecutors()
    jobs { names('b', 'A'); name('c') }
    jobs { name('B2'); regex('x.*') }
    jobFilters { regex { regex('r'); matchValue(RegexMatchValue.DESCRIPTION) }; mostRecent { maxToInclude(3) } }
    columns { status(); weather(); name(); lastSuccess(); disableProject(true); buildParameters('P') }
    statusFilter(StatusFilter.DISABLED)
    recurse(false)
}
nestedView('n') {
    views {
        listView('inner') { jobs { name('x') } }
        nestedView('deeper') { views { listView('deepest') } }
    }
    columns { status(); weather() }
}
sectionedView('s') {
    sections {
        listView { name('all'); jobs { regex('.*') }; columns { status() }; width('HALF'); alignment('LEFT') }
        text { name('t'); text('hello'); style('NOTE') }
        viewListing { name('vl'); view('b'); view('a'); columns(2) }
    }
}
buildPipelineView('bp') { selectedJob('start'); displayedBuilds(7); consoleOutputLinkStyle(OutputStyle.NewWindow) }
deliveryPipelineView('dp') { pipelines { component('c', 'first') }; sorting(Sorting.LAST_ACTIVITY) }
buildMonitorView('bm') { jobs { name('x') }; statusFilter(StatusFilter.ENABLED) }
categorizedJobsView('cj') { categorizationCriteria { regexGroupingRule('a-(.*)', 'n') }; columns { categorizedJob() } }
pipelineAggregatorView('pa') { fontSize(12); filterRegex('.*') }
dashboardView('db') { jobs { name('x') }; columns { name() } }

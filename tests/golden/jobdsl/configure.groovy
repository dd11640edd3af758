// Configure blocks: Node operators, builders, order among the other calls.
def late = 'early'
job('a') {
    configure { project ->
        project / 'foo' << late
        project / 'properties' / 'com.example.Thing'(plugin: 'p@1', class: 'c') {
            flag(true)
            nested { deep('x', [k: 'v']) }
        }
        (project / 'builders') << 'hudson.tasks.Shell' { command 'one' }
    }
    steps { shell('two') }
    configure {
        it / builders << 'hudson.tasks.Shell' { command 'three' }
        it / 'scm'(class: 'other') { url('u') }
        it / publishers << { a('1'); b { c(false) } }
        it / 'foo' << 'again'
        def node = (it / 'triggers')
        node.appendNode('t', [x: '1', y: '2'], 'text')
        node.children()[0].attributes()['z'] = '3'
        (it / 'quoted') << "it's <&> \"fine\"\n"
        it / 'empty'
    }
    description('D')
}
late = 'late'
job('b') {
    configure { p ->
        (p / 'description').setValue('by hand')
        p / name
        p / 'canRoam' << false
        p.remove(p / 'publishers')
        def first = p.builders[0]
        first.appendNode('x', 5)
        p / 'x' / 'y' / 'z' << 'deep'
        p / 'numbers'(1.5)
        p / 'attr'(a: "it's\nnew")
    }
}
listView('v') {
    configure { view ->
        view / 'columns' << 'my.Column' { label('l') }
    }
}

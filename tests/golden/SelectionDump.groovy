// Writes igor/groovy/selections.txt (its path is the argument): what Groovy 2.4 lists when it cannot choose among several methods
// of a name because there are no arguments. A row: the name, the classes, the methods; ~ is java.lang., a space within a method is _.
import org.codehaus.groovy.runtime.InvokerHelper
def samples = ['x', "a${1}", 1, 1L, 1G, 1.5, 1.5d, 1.5f, (short) 1, (byte) 1, 'c' as char, true, [1], [a: 1], 1..2, 'a'..'b', [1] as Set,
               new LinkedList([1]), new StringBuilder('x'), [a: 1].entrySet().iterator().next(), new Object(), new Date(0), ~/x/, 'x' =~ /x/,
               [a: 1].keySet(), [a: 1].values(), [a: 1].entrySet(), new TreeMap(a: 1), new TreeMap(a: 1).keySet(), new TreeMap(a: 1).values(), new TreeMap(a: 1).entrySet(),
               [1].asImmutable(), [a: 1].asImmutable(), ([1] as Set).asImmutable(), [a: 1].values().asImmutable(), [1, 2].subList(0, 1), new Tuple2(1, 2), [a: 1].withDefault { },
               [1] as HashSet, [1] as TreeSet, 0..<0, [1] as int[], ['a'] as char[], ['a'] as String[], [1] as Object[]]
def rows = new TreeMap().withDefault { new TreeSet() }
def keep = { names, targetName, call ->
    names.each { name ->
        try {
            call(name)
        } catch (Throwable e) {
            if (e.class.simpleName != 'MethodSelectionException') return
            def methods = e.message.readLines().drop(1).collect { it.trim() - 'public ' }.sort()
            rows["$name ${methods.collect { it.replace(', ', ',').replace(' ', '_') }.join(' ')}".toString()] << targetName
        }
    }
}
def several = { methods ->
    methods.groupBy { it.name }.findAll { name, all -> all.size() > 1 && !all.any { it.parameterTypes.length == 0 } }.keySet() - ['wait', 'sleep', 'execute']
}
samples.each { sample ->
    def meta = InvokerHelper.getMetaClass(sample)
    keep(several(meta.methods + meta.metaMethods), sample.getClass().name) { InvokerHelper.invokeMethod(sample, it, new Object[0]) }
}
[Math, Integer, Long, Double, Character].each { type ->
    keep(several(InvokerHelper.getMetaClass(type).methods.findAll { it.static }), "static:$type.name".toString()) { InvokerHelper.invokeMethod(type, it, new Object[0]) }
}
new File(args[0]).withWriter('UTF-8') { out ->
    out << "# What Groovy 2.4.21 on Java 17 cannot choose from; made by tests/golden/SelectionDump.groovy; ~ is java.lang.\n"
    rows.each { row, classes ->
        def (name, methods) = row.split(' ', 2)
        out << "$name ${classes.join(',')} $methods\n".replace('java.lang.', '~')
    }
}

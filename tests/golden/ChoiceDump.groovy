// Writes igor/groovy/choices.txt (its path is the argument): the methods among which Groovy 2.4 chooses, as its meta classes hold them.
// The first line: all classes; then the name, the classes ("static:" before those whose statics these are), the parameters of each method; ~ is java.lang., ^ java.util.; # takes any number of arguments.
import org.codehaus.groovy.reflection.ClassInfo
import org.codehaus.groovy.reflection.GeneratedMetaMethod
import org.codehaus.groovy.util.FastArray
def map = [a: 1], hashed = new HashMap(a: 1), sorted = new TreeMap(a: 1), none = { }
def samples = [new Object(), 'a', "${1}", (char) 'a', true, 1, 1L, (short) 1, (byte) 1, 1.0d, 1.0f, 1.0, 1G, [], new LinkedList(), new Stack(), new Vector(), new ArrayDeque(), new PriorityQueue(),
 1..2, 'a'..'b', 0..<0, [] as HashSet, [] as LinkedHashSet, [] as TreeSet, [:], hashed, sorted, new Hashtable(), [:].withDefault(none), new java.util.concurrent.ConcurrentHashMap(),
 [].asImmutable(), new LinkedList().asImmutable(), map.asImmutable(), ([] as Set).asImmutable(), new TreeSet().asImmutable(), map.values().asImmutable(), sorted.asImmutable(), [1, 2].subList(0, 1), [].withDefault(none),
 map.keySet(), map.values(), map.entrySet(), map.find(), hashed.keySet(), hashed.values(), hashed.entrySet(), hashed.find(), sorted.keySet(), sorted.values(), sorted.entrySet(), sorted.find(),
 [true] as boolean[], [1] as byte[], [1] as short[], [1] as int[], [1] as long[], [1] as float[], [1] as double[], ['a'] as char[], ['a'] as String[], [1] as Object[],
 new Tuple2(1, 2), new Tuple(1), new StringBuilder(), new StringBuffer(), new Date(0)]
def statics = [Math, Integer, Long, Short, Byte, Double, Float, Boolean, Character, String, BigDecimal, BigInteger]
def listed = { it == null ? [] : it instanceof FastArray ? it.toList() : [it] }
def rows = new TreeMap().withDefault { new TreeSet() }
// DgmConverter has such methods look at the first argument alone, whether or not there are more.
def looksAtFirst = { it instanceof GeneratedMetaMethod && it.declaringClass.isNumber && it.parameterTypes.length == 1 && it.parameterTypes[0].isNumber }
def keep = { owner, name, methods ->
    if (!methods || name.contains('$')) return
    rows[name + '\t' + methods.collect { "(${looksAtFirst(it) ? '#' : ''}${it.parameterTypes*.name.join(',')})" }.toSorted().unique().join(' ')] << owner
}
def each = { type, action ->
    def index = ClassInfo.getClassInfo(type).metaClass.metaMethodIndex
    for (def entry = index.getHeader(type).head; entry != null; entry = entry.nextClassEntry) action(entry)
}
samples*.getClass().unique().each { type -> each(type) { keep(type.name, it.name, listed(it.methods)) } }
statics.each { type -> each(type) { keep("static:$type.name", it.name, listed(it.staticMethods)) } }
new File(args[0]).withWriter('UTF-8') { out ->
    out << '# Among which methods Groovy 2.4.21 on Java 17 chooses; made by tests/golden/ChoiceDump.groovy; ~ is java.lang., ^ java.util.\n'
    def line = { out << it.replace('java.lang.', '~').replace('java.util.', '^') + '\n' }
    line(rows.values().flatten().toSet().toSorted().join(' '))
    rows.each { row, owners -> def (name, methods) = row.split('\t'); line("$name ${owners.join(',')} $methods") }
}

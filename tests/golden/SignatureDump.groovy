// Writes igor/groovy/signatures.txt (its path is the argument): the methods that error messages of Groovy 2.4 suggest.
// A "chain" names the classes whose own methods ("java") a value of the class has, superclass first; "types" its supertypes;
// "gdk" are Groovy's methods for a type, those of all objects with their place in its sets, "properties" the bean properties, in Groovy's order.
import org.codehaus.groovy.reflection.ClassInfo
def values = [
 new Object(), 'a', "${1}", (char) 'a', true, 1, 1L, (short) 1, (byte) 1, 1.0d, 1.0f, 1.0, 1G, [], new LinkedList(), new Stack(), new Vector(), new ArrayDeque(), new PriorityQueue(),
 1..2, 'a'..'b', 0..<0, [] as HashSet, [] as LinkedHashSet, [] as TreeSet, [:], [:] as HashMap, [:] as TreeMap, [:] as Hashtable, new Properties(), [:].withDefault { }, new java.util.concurrent.ConcurrentHashMap(),
 [].asImmutable(), [:].asImmutable(), ([] as Set).asImmutable(), [a: 1].entrySet().first(), [].iterator(), new Date(), new StringBuilder(), new StringBuffer(), ~/a/, ('a' =~ /a/), new File('x'), UUID.randomUUID(), new Random(1), new URL('http://x'), new URI('x'),
 [1] as int[], ['a'] as String[], [1] as Object[], [1] as long[], [1] as byte[], [1] as char[], [1] as double[],
 new groovy.json.JsonSlurper(), new groovy.json.JsonBuilder(), new groovy.util.Node(null, 'a'), new groovy.util.NodeList(), new XmlSlurper(), new XmlParser(), new Expando(), new Binding(), new ConfigObject(), new ConfigSlurper(),
 new Exception('x'), new RuntimeException('x'), new IllegalArgumentException('x'), new IllegalStateException(), new NullPointerException(), new IOException(), new Error(), new AssertionError(), new MissingPropertyException('a', String), new MissingMethodException('a', String, [] as Object[]), 
 java.time.LocalDate.now(), java.time.LocalDateTime.now(), java.time.Instant.now(), java.time.Duration.ZERO, new Tuple2(1, 2), new Tuple(1), Calendar.instance, new java.text.SimpleDateFormat('y'), new StringWriter(), Optional.of(1), new java.util.concurrent.atomic.AtomicInteger(), new java.util.concurrent.atomic.AtomicLong(), new Scanner('x'), new StringJoiner(','), new StringReader('x'),
 new groovy.text.SimpleTemplateEngine(), new groovy.xml.MarkupBuilder(new StringWriter()), TimeZone.getDefault(), Locale.US, new XmlSlurper().parseText('<a/>'), new ByteArrayInputStream([1] as byte[]), 'x'.&length,
].collect { it.getClass() }
values += [Math, System, Collections, Arrays, Objects, groovy.json.JsonOutput, groovy.xml.XmlUtil, Base64, java.security.MessageDigest, java.util.concurrent.TimeUnit, URLEncoder, URLDecoder, Script, Closure, Enum, Class, Throwable, Number, Iterable, Map.Entry, Iterator, CharSequence, Collection, List, Map, Set, Comparable, GString, GroovyObject, Runnable, Serializable]

def chains = new TreeMap(), java = new TreeMap(), gdk = new TreeMap().withDefault { [] }
def types = new TreeMap(), properties = new TreeMap()
def shown = { name, parameters -> "${name}(${parameters*.name.join(',')})".toString() }
values.unique().each { Class type ->
    def meta = ClassInfo.getClassInfo(type).metaClass
    def own = meta.methods.groupBy { it.declaringClass.theClass.name }
    if (!Closure.isAssignableFrom(type)) chains[type.name] = own.keySet() as List
    own.each { name, methods -> if (!Closure.isAssignableFrom(type)) java.putIfAbsent(name, methods.collect { shown(it.name, it.parameterTypes) }) }
    meta.metaMethods.each {
        def owner = it.declaringClass.theClass.name
        def place = (it.hashCode() ^ (it.hashCode() >>> 16)) & 127
        gdk[owner] << shown(it.name, it.parameterTypes) + (owner in ['java.lang.Object', 'groovy.lang.GroovyObject'] ? "@$place" : '')
    }
    def above = [] as LinkedHashSet
    def todo = [type]
    while (todo) { def next = todo.pop(); if (next && above.add(next.name)) { todo << next.superclass; todo.addAll(next.interfaces as List) } }
    types[type.name] = above as List
    properties[type.name] = meta.properties*.name
}
new File(args[0]).withWriter('UTF-8') { out ->
    out << "# What Groovy 2.4.21 on Java 17 suggests for a method that is missing; made by tests/golden/SignatureDump.groovy; ~ is java.lang.\n"
    [chain: chains, types: types, java: java, gdk: gdk.collectEntries { k, v -> [k, v.unique().sort()] }, properties: properties].each { kind, rows ->
        rows.each { name, items -> if (items) out << "${kind} ${name} ${items.join(' ')}\n".replace('java.lang.', '~') }
    }
}

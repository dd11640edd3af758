println new StringTokenizer('a b,c', ' ,').collect { it } + new StringTokenizer('x y').countTokens() 
def sc = new Scanner('1 two 3.5\nline two'); println([sc.nextInt(), sc.next(), sc.nextDouble(), sc.nextLine()])
println([sc.nextLine(), sc.hasNext()])
def pr = new Properties(); pr.load(new StringReader('a=1\n# c\nb : two words\nc=x\\\n  y\n!d\ne')); println([pr.sort(), pr.getProperty('a'), pr.getProperty('zz', 'dflt'), pr.stringPropertyNames().sort(), pr.b])
pr.setProperty('k', 'v'); println pr.k + pr.size() + (pr instanceof Map)
println new StringJoiner('-', '<', '>').add('a').add('b') 
def bs = new BitSet(); bs.set(3); bs.set(5, 7); println([bs, bs.cardinality(), bs.get(3), bs[4]])
println([bs.nextSetBit(4), bs.length()])
---
println(Collections.reverseOrder().compare(1, 2) + ' ' + Collections.reverseOrder().reversed().compare(1, 2))
println([1, 3, 2].sort(false, Collections.reverseOrder()))
println(['b', 'a', 'c'].toSorted(Collections.reverseOrder()))
println(['a', 'b'].max(Collections.reverseOrder()) + ['a', 'b'].min(Collections.reverseOrder()))
def list = [3, 1, 2]
Collections.sort(list, Collections.reverseOrder())
println list
Integer[] array = [1, 3, 2]
Arrays.sort(array, Collections.reverseOrder())
println array
println(Collections.binarySearch([3, 2, 1], 1, Collections.reverseOrder()))
println(Collections.reverseOrder(String.CASE_INSENSITIVE_ORDER).compare('a', 'B'))
println(Collections.reverseOrder().class.name + ' ' + String.CASE_INSENSITIVE_ORDER.class.name)
---
def list = [1, 3, 2]
println list.sort({ a, b -> b <=> a } as Comparator)
println list
Comparator natural = { a, b -> a <=> b }
println(list.sort(natural) + ' ' + list + ' ' + (natural instanceof Comparator) + ' ' + (natural instanceof Closure))
println list.sort(false, natural)
println list.sort(true, { a, b -> b <=> a } as Comparator)
println(([1, 3, 2] as Integer[]).sort({ a, b -> b <=> a } as Comparator).class)
println([1, 3, 2, 1].unique({ a, b -> b <=> a } as Comparator))
println([b: 1, a: 2].sort({ a, b -> b <=> a } as Comparator))
println([b: 1, a: 2].toSorted({ a, b -> b.value <=> a.value } as Comparator))
---
class Backwards implements Comparator<String> {
    int compare(String a, String b) { b <=> a }
}
def list = ['a', 'c', 'b']
println list.sort(new Backwards())
println list
println list.sort(false, new Backwards())
println new TreeSet(new Backwards()).with { addAll(['a', 'c', 'b']); it }
println new TreeMap(new Backwards()).with { a = 1; b = 2; it }
---
println([3, 1, 2].sort(new OrderBy([{ -it }])))
def people = [[n: 'b', a: 1], [n: 'a', a: 1], [n: 'c', a: 0]]
people.sort(new OrderBy([{ it.a }, { it.n }]))
println people*.n
println people.toSorted(new OrderBy([{ it.n }]))*.n
---
def names = new TreeMap(String.CASE_INSENSITIVE_ORDER)
names.Path = 1
names.put('PATH', 2)
println(names.path + ' ' + names + ' ' + names.containsKey('pAtH') + ' ' + names.size())
names.remove('path')
println names
names.putAll([b: 1, A: 2, c: 3])
println(names.findAll { k, v -> v > 1 }.get('C'))
println(names.headMap('B').toString() + names.tailMap('B') + names.firstKey() + names.lastEntry())
println([names.floorKey('AB'), names.ceilingEntry('AB'), names.higherKey('B'), names.lowerEntry('B')])
println new TreeMap(names).get('C')
---
def set = new TreeSet(String.CASE_INSENSITIVE_ORDER)
println set.addAll(['b', 'A', 'B'])
println(set.toString() + set.contains('a') + set.add('a') + set.remove('B') + set)
def down = new TreeSet({ a, b -> b <=> a })
down << 1 << 3 << 2
println(down.toString() + down.first() + down.headSet(2) + down.tailSet(2) + down.ceiling(5) + down.floor(0))
println down.findAll { it < 3 }
println new TreeSet(down)
down.clear()
down.addAll([1, 2])
println(down.toString() + down.descendingIterator().next() + (down.comparator() == null) + new TreeSet([1]).comparator())
---
def queue = new PriorityQueue(Collections.reverseOrder())
queue.addAll([1, 3, 2])
println(queue.poll() + queue.poll())
println new TreeMap({ a, b -> b <=> a }).with { a = 1; b = 2; it }
println([2, 3, 1].stream().sorted(Collections.reverseOrder()).collect(java.util.stream.Collectors.toList()))
def set = new HashSet(['b', 'a'])
set.clear()
set.addAll(['zz', 'b', 'a', 'q1'])
set.retainAll(['zz', 'a'])
set.add('b')
println set
---
println([Collections.emptyList(), Collections.emptyMap(), Collections.emptySet()]*.class*.name)
println([Collections.singletonList(1), Collections.singletonMap('a', 1), Collections.singleton(1)]*.class*.name)
println([Collections.EMPTY_LIST, Collections.EMPTY_MAP, Collections.EMPTY_SET, Collections.nCopies(2, 'x')])
println(Collections.unmodifiableSet([1] as Set).class.name + Collections.unmodifiableCollection([1]).class.name)
[{ Collections.emptyList().add(1) }, { Collections.singletonList(1).add(2) }, { Collections.singleton(1) << 2 },
 { Collections.emptyMap().a = 1 }, { Collections.unmodifiableSet([1] as Set).add(2) },
 { Collections.sort(Collections.unmodifiableList([2, 1])) }, { Collections.nCopies(-1, 2) }].each {
    try { println it() } catch (e) { println e }
}
---
println(Collections.indexOfSubList([1, 2, 3, 2, 3], [2, 3]) + Collections.lastIndexOfSubList([1, 2, 3, 2, 3], [2, 3]))
println(Collections.indexOfSubList([1], [2]))
def list = [1, 2, 1]
println(Collections.replaceAll(list, 1, 9).toString() + list + Collections.replaceAll(list, 1, 9))
println Collections.list(Collections.enumeration([1, 2]))
println(Collections.newSetFromMap([:]).with { add(1); add(1); it })
println Collections.synchronizedSet([1] as Set)
def copy = [1, 2, 3]
Collections.copy(copy, [7, 8])
println copy
println(Collections.addAll(list, 5, 6).toString() + list)
---
def list = Arrays.asList(3, 1, 2)
println([list.class.name, list instanceof List, list == [3, 1, 2], list + 4, list.collect { it + 1 }, list.first()])
Collections.sort(list)
list[0] = 9
list.set(1, 8)
println list
[{ list.add(4) }, { list << 4 }, { list.remove(0) }, { list.remove((Object) 9) }, { list.clear() }, { list.add(0, 1) },
 { list.addAll([1]) }, { list.removeAll([9]) }, { list.removeAll([7]) }, { list[7] = 1 }, { list.sort() },
 { list.removeAll { it > 8 } }, { list.retainAll([9]) }, { list.pop() }].each {
    try { println it() } catch (e) { println e }
}
String[] array = ['b', 'c', 'a']
Collections.reverse(Arrays.asList(array))
println array
Arrays.asList(array).sort()
println array
println([Arrays.asList([1, 2]), Arrays.asList([1, 2] as int[]), Arrays.asList(), new ArrayList(Arrays.asList(1)) << 2])
---
def v = new Vector([1, 2])
v.addElement(3)
v.insertElementAt(0, 1)
v.setElementAt(7, 0)
v.removeElementAt(3)
println([v, v.class, v.elementAt(1), v.firstElement(), v.lastElement(), v instanceof Vector, v.elements().toList()])
println([v.findAll { it }.class, v.flatten().class, v.subList(0, 1), new java.util.concurrent.CopyOnWriteArrayList([1]).class])
v.removeAllElements()
println v
println([('a'..'d').subList(1, 3).class, ('a'..'d').subList(1, 3)])
println([[1].equals(), 5.iterator().toList(), true.iterator().next(), [1] as Vector])
try { [1].with(null) } catch (e) { println e }
try { [1].addAll({ 1 }) } catch (e) { println e }
---
import java.util.stream.Collectors
def words = ['bb', 'a', 'ccc', 'dd']
println words.stream().collect(Collectors.groupingBy({ it.size() }, { new TreeMap() }, Collectors.toList()))
println words.stream().collect(Collectors.groupingBy({ it.size() }, Collectors.mapping({ it * 2 }, Collectors.joining('+'))))
println words.stream().collect(Collectors.toMap({ it }, { it.size() }, { a, b -> a }, { new LinkedHashMap() }))
println words.stream().collect(Collectors.toMap({ it.size() }, { it }, { a, b -> a + b }))
try { words.stream().collect(Collectors.toMap({ it.size() }, { it })) } catch (e) { println e }
println words.stream().collect(Collectors.toCollection { new TreeSet() })
println words.stream().collect(Collectors.collectingAndThen(Collectors.toList(), { it.size() }))
println words.stream().collect(Collectors.minBy({ a, b -> a.size() <=> b.size() })).get()
println words.stream().collect(Collectors.summingInt { it.size() }) + ' ' + words.stream().collect(Collectors.averagingInt { it.size() })
println words.stream().mapToInt { it.size() }.summaryStatistics()
println words.stream().mapToInt { it.size() }.toArray().class
println([words.stream().takeWhile { it != 'ccc' }.toList(), words.stream().dropWhile { it != 'ccc' }.toList()])
println words.stream().toList().class
try { words.stream().toList().add(1) } catch (e) { println e }
try { words.stream().filter { it }.count() } catch (e) { println e }
println words.stream().iterator().next()
---
println 'a\nb\r\nc'.lines().collect { it.toUpperCase() }
println('abc'.chars().sum() + ' ' + 'abc'.chars().filter { it > 97 }.count() + ' ' + 'abc'.chars().toArray())
println(('a1b22' =~ /\d+/).results().map { it.group() + it.start() }.toList())
println((~/\d/).splitAsStream('a1b2c').toList())
println new StringBuilder().append('abc', 1, 2).append('xyz' as char[], 0, 2).toString()
try { new StringBuilder().append('abc', 1, 9) } catch (e) { println e }
try { Optional.of(null) } catch (e) { println e }
---
def map = [a: 1, b: 2]
println([map.replace('a', 5, 3), map.replace('a', 1, 3), map.remove('b', 1), map.remove('b', 2), map])
def list = [1, 2, 3]
list.replaceAll { it * 2 }
println list
def sorted = new TreeMap([b: 2, a: 1, c: 3])
println([sorted.subMap('a', true, 'c', true), sorted.subMap('a', 'c'), sorted.headMap('b', true), sorted.tailMap('b', false)])
println([sorted.descendingKeySet(), sorted.navigableKeySet(), sorted.floorEntry('bb'), sorted.higherEntry('c')])
def concurrent = new java.util.concurrent.ConcurrentHashMap([a: 1])
println([concurrent.putIfAbsent('a', 2), concurrent.getClass(), new HashMap([a: 1]).clone().getClass()])
try { concurrent.put('b', null) } catch (e) { println e }
def p = new Properties()
p.a = 1
p.b = 'x'
println([p.stringPropertyNames(), p.getProperty('a'), p.getProperty('b')])
int[] a = [1, 2, 3], b = new int[3]
System.arraycopy(a, 0, b, 1, 2)
println b
try { System.arraycopy(a, 2, b, 1, 2) } catch (e) { println e }
---
import java.util.concurrent.atomic.*
def count = new AtomicInteger(5)
println([count.getAndSet(7), count.getAndUpdate { it * 2 }, count.updateAndGet { it + 1 }, count.get()])
println([count.compareAndSet(1, 2), count.compareAndSet(15, 1), count, count + 1, count.accumulateAndGet(4) { x, y -> x - y }])
count++
println count
println new AtomicLong(2).accumulateAndGet(3) { x, y -> x * y }.class
---
class Three implements Iterator {
    int n = 0
    boolean hasNext() { n < 3 }
    Object next() { n++ }
}
println new Three().toList()
println new Three().collect { it * 2 }
for (x in new Three()) print x
println()
new StringReader('a\nb').eachLine { line, number -> println line + number }
new StringReader('a\nb').eachLine(5) { line, number -> println line + number }
new ByteArrayInputStream('a\nb'.bytes).eachLine { line, number -> println line + number }
def one = new StringBuilder('abc'), other = new StringBuilder('abc')
println([one == other, one.equals(other), one.compareTo(new StringBuilder('abe')), one != new StringBuilder('x')])
println(one == new StringBuffer("abc"))
---
println([Integer.numberOfLeadingZeros(1), Integer.numberOfTrailingZeros(8), Integer.highestOneBit(100), Integer.lowestOneBit(12)])
println([Long.numberOfLeadingZeros(-1L), Long.highestOneBit(-5L), Integer.highestOneBit(-5), Integer.numberOfTrailingZeros(0)])
println([Boolean.logicalXor(true, false), Boolean.logicalAnd(true, false), Boolean.logicalOr(true, false), Boolean.compare(true, false)])
println([Character.digit('f' as char, 16), Character.digit('z' as char, 10), Character.isAlphabetic(97), Character.isSpaceChar(' ' as char)])
println([Math.toIntExact(5L), Math.negateExact(5), Math.incrementExact(5L), Math.decrementExact(5), Double.MIN_VALUE])
[{ Math.toIntExact(5000000000L) }, { Math.incrementExact(Integer.MAX_VALUE) }, { 10.0.divide(3) }, { 10.0.divide(0) }].each {
    try { println it() } catch (e) { println e }
}
println([1.00.divide(8.0), 100.0.divide(0.25), 10.0.divide(3.0, java.math.MathContext.DECIMAL32), new BigDecimal(0.1)])
println([300G.toByteArray(), (-129G).toByteArray(), 0G.toByteArray(), 7G.isProbablePrime(10), 561G.isProbablePrime(10)])
println([7G.nextProbablePrime(), 10G.sqrt(), new BigDecimal(2).sqrt(java.math.MathContext.DECIMAL64)])
---
import java.util.function.*
Supplier five = { 5 }
Function next = { it + 1 }
Predicate big = { it > 1 }
BiFunction both = { a, b -> a + b }
println([five.get(), next.apply(1), big.test(2), both.apply('a', 'b'), ({ it * 2 } as UnaryOperator).apply(4)])
def twice(Function f) { f.apply(f.apply(3)) }
def made(Supplier f) { f.get() }
println([twice { it + 1 }, made { 4 }, twice(next)])
def list = [1, 2, 3]
list.removeIf(big)
list.replaceAll({ it + 6 } as UnaryOperator)
println list
println([Optional.empty().orElseGet(five), Optional.of(1).map(next).get(), [a: 1].computeIfAbsent('b', next)])
println([1, 2, 3].stream().filter(big).map(next).reduce({ a, b -> a * b } as BinaryOperator).get())
ToIntFunction size = { it.size() }
println(['a', 'bb'].stream().mapToInt(size).sum())

def s = new Scanner('1 two 3.5\nline two\n5'); println s.nextInt(); println s.next(); println s.hasNext(); println s.nextDouble(); s.nextLine(); println s.nextLine(); println s.hasNextInt(); println s.nextInt(); println s.hasNext(); println new Scanner('a,b,c').useDelimiter(',').collect { it }; try { new Scanner('').next() } catch (e) { println e.class.name }
---
println Optional.of(1).get(); println Optional.empty(); println Optional.of('a'); println Optional.ofNullable(null).orElse('d'); println Optional.of(2).map { it * 2 }.get(); println Optional.of(1).isPresent(); println Optional.empty().isPresent(); Optional.of(3).ifPresent { println it }; println Optional.of(3).filter { it > 5 }; println Optional.empty().orElseGet { 'g' }; try { Optional.empty().get() } catch (e) { println e }; println Optional.of(1) == Optional.of(1)
---
println Objects.equals(1, 1)
println Objects.hash(1, 2)
println Objects.requireNonNull('x')
---
try { Objects.requireNonNull(null, 'msg') } catch (e) { println e }
println Objects.toString(null)
println Objects.toString(null, 'd')
---
println Objects.isNull(null)
println Objects.hashCode(null)
println Objects.nonNull(1)
---
println Objects.requireNonNullElse(null, 5)
println Objects.compare(1, 2, { a, b -> a <=> b } as Comparator)
---
import java.security.MessageDigest
println MessageDigest.getInstance('MD5').digest('abc'.bytes).encodeHex().toString(); println MessageDigest.getInstance('SHA-256').digest('abc'.bytes).encodeHex(); def m = MessageDigest.getInstance('SHA-1'); m.update('a'.bytes); m.update('bc'.getBytes('UTF-8')); println m.digest().collect { String.format('%02x', it) }.join(); println new BigInteger(1, MessageDigest.getInstance('MD5').digest('abc'.bytes)).toString(16).padLeft(32, '0'); try { MessageDigest.getInstance('XX') } catch (e) { println e }; println m.algorithm; println MessageDigest.getInstance('MD5').digest().length
---
println URLEncoder.encode('a b&c=d/é', 'UTF-8')
---
println URLDecoder.decode('a+b%26', 'UTF-8')
---
println URLEncoder.encode('~*-._ !\'()', 'UTF-8')
---
println new URI('http://u@h:8080/p/a?q=1#f').host
---
println new URI('http://h:8080/p?q=1').with { [scheme, host, port, path, query] }
---
println new URL('https://ex.com:99/a/b?x=1').with { [protocol, host, port, path, query, file] }
---
println new URI('a/b').isAbsolute()
---
println new URL('http://h/x').toString()
---
println 'http://x/y'.toURI().path
---
try { new URL('nope') } catch (e) { println e }
---
try { new URI('a b') } catch (e) { println e.class.name }
---
println new URI('http://h/a/').resolve('b')
---
println UUID.fromString('123e4567-e89b-12d3-a456-426614174000')
println UUID.randomUUID().toString().length()
println UUID.nameUUIDFromBytes('a'.bytes)
---
println UUID.randomUUID().class
println UUID.fromString('123e4567-e89b-12d3-a456-426614174000') == UUID.fromString('123e4567-e89b-12d3-a456-426614174000')
println UUID.randomUUID().version()
---
try { UUID.fromString('x') } catch (e) { println e.class.name }
---
def r = new Random(42); println r.nextInt(100); println r.nextInt(); println r.nextDouble(); println r.nextBoolean(); println r.nextLong(); println r.nextInt(16); println new Random(1).with { (1..5).collect { nextInt(10) } }; def l = (1..10).toList(); Collections.shuffle(l, new Random(7)); println l; println r.nextGaussian(); println r.nextFloat(); println Math.random() < 1
---
println Base64.encoder.encodeToString('hello'.bytes)
---
println new String(Base64.decoder.decode('aGVsbG8='))
---
println 'hello'.bytes.encodeBase64()
---
println new String('aGVsbG8='.decodeBase64())
---
println Base64.getUrlEncoder().withoutPadding().encodeToString([-1, -2] as byte[])
---
println Base64.urlEncoder.encodeToString([-1, -2, -3] as byte[])
---
println Base64.getMimeEncoder().encodeToString('x'.bytes)
---
println 'ab'.bytes.encodeHex()
---
println '6162'.decodeHex() as List
---
println new String('6162'.decodeHex())
---
import java.text.*
println new DecimalFormat('#.##').format(3.14159)
---
import java.text.*
println new DecimalFormat('0.00').format(2)
---
import java.text.*
println new DecimalFormat('#,##0').format(1234567)
---
import java.text.*
println new DecimalFormat('000').format(7)
---
import java.text.*
println new DecimalFormat('0.0%').format(0.256)
---
import java.text.*
println NumberFormat.getInstance(Locale.US).format(1234.5)
---
import java.text.*
println MessageFormat.format('{0} is {1}', 'a', 5)
---
import java.text.*
println new DecimalFormat('#').format(2.5)
---
import java.text.*
println new DecimalFormat('#').format(3.5)
---
import java.text.*
println NumberFormat.getPercentInstance(Locale.US).format(0.5)
---
import java.text.*
println new DecimalFormat('0.###E0').format(12345)
---
def t = new Tuple('a', 1)
println t
---
def t = new Tuple('a', 1)
println t[0]
---
def t = new Tuple('a', 1)
println t.size()
---
def t = new Tuple('a', 1)
def t2 = new Tuple2('x', 'y')
println t2.first + t2.second
---
def t = new Tuple('a', 1)
def t2 = new Tuple2('x', 'y')
println t2
---
def t = new Tuple('a', 1)
def t2 = new Tuple2('x', 'y')
try { t << 1 } catch (e) { println e.class.simpleName }
---
def t = new Tuple('a', 1)
def t2 = new Tuple2('x', 'y')
println t == ['a', 1]
---
import static java.util.stream.Collectors.*
println([1, 2, 3, 4].stream().filter { it % 2 == 0 }.map { it * it }.collect(toList())); println(['a', 'bb', 'cc'].stream().collect(groupingBy { it.size() })); println([1, 2].stream().collect(toSet())); println(['a', 'b'].stream().collect(toMap({ it }, { it * 2 }))); println([3, 1, 2].stream().sorted { a, b -> b <=> a }.collect(toList())); println([1, 1, 2].stream().distinct().count()); println([1, 2, 3].stream().skip(1).limit(1).findFirst().get()); println([1, 2, 3].stream().mapToInt { it }.max().getAsInt()); println([[1], [2, 3]].stream().flatMap { it.stream() }.collect(toList())); [1, 2].stream().forEach { print it }; println(); println([1, 2, 3].stream().allMatch { it > 0 }); println([1, 2, 3].stream().noneMatch { it > 5 }); println([1, 2].stream().reduce { a, b -> a + b }.get()); println(['x', 'y'].stream().collect(joining('-', '<', '>'))); println([1, 2, 3, 4].stream().collect(partitioningBy { it > 2 })); println([1, 2, 3].stream().min { a, b -> a <=> b }.get()); println([1, 2].stream().mapToInt { it }.average().getAsDouble()); println([1, 2].parallelStream().mapToDouble { it * 1.5d }.sum()); println([5, 6].stream().peek { print it }.collect(counting()))
---
println Locale.US
---
println Locale.ENGLISH.language
---
println 'TITLE'.toLowerCase(Locale.ENGLISH)
---
println String.format(Locale.US, '%.2f', 1.5)
---
println Locale.getDefault().class
---
println Locale.ROOT.toString() == ''
---
println new Locale('de', 'DE')
---
println Character.isUpperCase('A' as char)
---
println Character.isWhitespace(' ' as char)
---
println Character.isLetterOrDigit('_' as char)
---
println Character.toString('a' as char)
---
println Character.toChars(65)
---
println Character.valueOf('a' as char)
---
println((int) Character.forDigit(5, 10))
---
println Boolean.TRUE
---
println Boolean.toString(true)
---
println Byte.parseByte('5')
---
println Short.parseShort('5').class
---
println Float.parseFloat('1.5').class
---
println Math.PI
---
println Math.E
---
println Math.cbrt(27)
---
println Math.hypot(3, 4)
---
println Math.log10(1000)
---
println Math.signum(-2.5d)
---
println Math.toDegrees(Math.PI)
---
println Math.floorMod(-5, 3)
---
println Math.floorDiv(-5, 3)
---
try { Math.addExact(Integer.MAX_VALUE, 1) } catch (e) { println e }
---
println Math.exp(0)
---
println Math.sin(0)
---
println Math.atan2(0, 1)
---
println Math.rint(2.5d)
---
println Math.min(2L, 3)
---
println Math.abs(-2.5)
---
println Math.round(1.5f).class
---
println Math.round(2.4)
---
println File.separator
---
def obj = new Object(); println obj.equals(obj); println obj.hashCode() == obj.hashCode(); println obj.toString().startsWith('java.lang.Object@'); println obj.class; println obj.is(obj); println obj.with { 5 }; println obj.getClass().name; println [1].getMetaClass() != null; println System.getProperty('line.separator') == '\n'; println System.lineSeparator().length(); println System.identityHashCode(obj) == System.identityHashCode(obj); def arr = [1, 2, 3] as int[]; def dst = new int[3]; System.arraycopy(arr, 0, dst, 1, 2); println dst
---
def (x, y) = [10, 20]; println [x, y].max(); println [[1, 2], [3]].sum(); println [[1, 2], [3]]*.size(); println((1..3).permutations().size()); println(GroovyCollections.combinations([[1, 2], [3]])); println(GroovyCollections.transpose([[1, 2], [3, 4]])); println([1, 2, 3].collectEntries { ["k$it".toString(), it] }.k1); println([[a: 1], [b: 2]].collectEntries()); println([1, 2, 3, 4].inject([:]) { m, i -> m[i] = i * i; m }); println(['x', 'y'].eachWithIndex { v, i -> }.size()); println([1, [2, [3, null]]].flatten { it }); println([[1, 2], 3].flatten()); println([1, 2] as Queue); println(([1, 2] as Queue).class); println([1, 2, 3].toSpreadMap2())
---
println Integer.class
---
println int.class
---
println int
---
println String[].class
---
println int[]
---
println Map.Entry
---
println Map.Entry.name
---
println List.class.simpleName
---
println int[].class.simpleName
---
println([].getClass() == ArrayList)
---
println String.getName()
---
println Integer.getSimpleName()
---
println String.isAssignableFrom(Object)
---
println Object.isAssignableFrom(String)
---
println Number.isInstance(1)
---
println Runnable.isInterface()
---
println String.class.package
---
def p = new Properties()
p.b = '2'
p.a = '1'
p.load(new StringReader('zz.k=3\nabc=4'))
println p.toString()
println p
println p.stringPropertyNames()
println new HashSet(['x', 'y', 'zz.k', 'abc']).asImmutable()

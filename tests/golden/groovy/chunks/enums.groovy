enum Color { RED, GREEN, BLUE }
println Color.values()
println Color.RED.name() + Color.RED.ordinal() + Color.valueOf('GREEN') + Color.BLUE
println '' + Color.RED.next() + ' ' + Color.RED.previous() + ' ' + (Color.RED <=> Color.BLUE)
println Color.RED.class.name + ' ' + Color.RED.declaringClass.simpleName
println Color.values()*.name().join(',')
---
enum Planet { MERCURY(3.3, 2.4), EARTH(5.9, 6.3); final double mass, radius; Planet(m, r) { mass = m; radius = r }; double g() { (mass / radius).round(2) } }
println Planet.EARTH.mass + ' ' + Planet.EARTH.g()
println Planet.values().collect { "$it:${it.radius}" }
for (p in Planet) print "$p "
println()
println Planet.collect { it.name() }
---
enum Op { PLUS('+') { int apply(int a, int b) { a + b } }, TIMES('*') { int apply(int a, int b) { a * b } }; final String sym; Op(s) { sym = s }; abstract int apply(int a, int b) }
println Op.PLUS.apply(2, 3) + Op.TIMES.apply(2, 3)
println Op.values()*.sym
println Op.PLUS instanceof Op
---
enum E { A, B; static E parse(String s) { values().find { it.name().equalsIgnoreCase(s) } }; boolean isFirst() { this == A }; String toString() { name().toLowerCase() } }
println E.parse('b')
println E.A.first
---
enum E { A, B; static E parse(String s) { values().find { it.name().equalsIgnoreCase(s) } }; boolean isFirst() { this == A }; String toString() { name().toLowerCase() } }
println "${E.A} ${E.B.isFirst()}"
println E.B.name()
---
enum S { ON, OFF }
def s = 'ON' as S
println s == S.ON
S t = 'OFF'
println t
switch (s) { case S.ON: println 'is on'; break; case S.OFF: println 'is off' }
println s in [S.ON]
try { S.valueOf('NOPE') } catch (e) { println e.class.name + ': ' + e.message }
try { S x = 'BAD' } catch (e) { println e.class.simpleName }
---
enum W { MON, TUE, WED, THU, FRI }
println((W.TUE..W.THU).toList())
println W.MON in (W.MON..W.WED)
---
enum W { MON, TUE, WED, THU, FRI }
println W.values().size() + ' ' + W.FRI.compareTo(W.MON)
println W.MIN_VALUE.toString() + W.MAX_VALUE
---
enum W { MON, TUE, WED, THU, FRI }
println([(W.MON): 1, (W.TUE): 2][W.TUE])
println W.values().sort { -it.ordinal() }
---
enum W { MON, TUE, WED, THU, FRI }
println W.values().max()
---
interface Lab { String label() }
enum F implements Lab { X, Y; String label() { "lab-${name()}" } }
println F.X.label() + (F.Y instanceof Lab)
println F.values()*.label()
def m = new EnumMap(F)
m[F.Y] = 2; m[F.X] = 1
println m
println EnumSet.of(F.Y, F.X)
println EnumSet.allOf(F) 
---
class Job { enum Status { OK, BAD }; Status st = Status.OK; boolean good() { st == Status.OK } }
println new Job().good()
println new Job(st: Job.Status.BAD).st
println Job.Status.values().toList()
---
enum Cfg { DEV([url: 'd']), PROD(url: 'p'); Map conf; Cfg(Map m) { conf = m } }
println Cfg.DEV.conf.url + Cfg.PROD.conf.url
---
enum Lvl { LOW(1), HIGH(10); final int v; private Lvl(int v) { this.v = v }; static Lvl of(int n) { values().find { it.v >= n } } ; static final DEFAULT = LOW }
println Lvl.of(5)
println Lvl.DEFAULT
---
enum Lvl { LOW(1), HIGH(10); final int v; private Lvl(int v) { this.v = v }; static Lvl of(int n) { values().find { it.v >= n } } ; static final DEFAULT = LOW }
println Lvl.of(50)
println Lvl.LOW.v + Lvl.HIGH.v
---
enum Lvl { LOW(1), HIGH(10); final int v; private Lvl(int v) { this.v = v }; static Lvl of(int n) { values().find { it.v >= n } } ; static final DEFAULT = LOW }
println Lvl.valueOf('LOW').is(Lvl.LOW)
---
enum Step {
    FIRST, SECOND { String shown() { 'two of ' + values().size() } }, LAST
    String shown() { name().toLowerCase() }
    Step after() { values()[(ordinal() + 1) % values().size()] }
    boolean last() { this == values().last() }
    Step named(String name) { valueOf(name) }
    List others() { values().findAll { it != this && it.ordinal() in values()*.ordinal() }.toList() }
}
println(Step.values()*.after())
println(Step.values()*.shown())
println(Step.values()*.last())
println([Step.FIRST.named('LAST'), Step.LAST.others(), Step.SECOND.after(), Step.FIRST.values().class])
try { Step.FIRST.named('x') } catch (e) { println e }
---
enum Level { ZED, ANT }
println([Level.ANT instanceof Comparable, Level.ANT instanceof Enum, Level.ANT instanceof Serializable])
println([new TreeMap([(Level.ANT): 1, (Level.ZED): 2]), new TreeSet([Level.ANT, Level.ZED]), [Level.ANT, Level.ZED] as TreeSet])
def levels = new TreeMap()
levels[Level.ANT] = 1
levels[Level.ZED] = 2
println levels
class Version implements Comparable<Version> {
    int number
    int compareTo(Version other) { number <=> other.number }
    String toString() { "v$number" }
}
println([new TreeMap([(new Version(number: 10)): 'b', (new Version(number: 9)): 'a']), new TreeSet([new Version(number: 10), new Version(number: 9)])])
println new TreeSet([new Date(100000000000L), new Date(0)])*.time
try { Arrays.asList(1, 2).unique() } catch (e) { println e }
try { new HashSet(-1) } catch (e) { println e.message }

def a() { }
def b(x) { x }
def c(a, b = 2, int... d) { }
def d(int a, String... b) { }
def e(final a, def b, @X int c) { }
def f() throws A, b.C { }
def g()
{ 1 }
String h() { 1 }
void i() { }
int[] j() { }
List<String> k(Map<A, B> m) { }
def 'x y'() { }
def "z"() { }
String 'w'() { }
static l() { }
private static final String m(a) { }
def <T> T n(T t) { t }
static <T extends A & B> List<T> o() { }
@NonCPS def p(a) { a }
@NonCPS
def q() {
  return 1
}
def r(...a) { }
def s(a, Closure b = { c -> d }) { }
java.lang.Object t(java.lang.Object u) { }
final v() { }
synchronized w() { }
a()

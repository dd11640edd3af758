class V {
    int x, y
    V plus(V o) { new V(x: x + o.x, y: y + o.y) }
    V minus(V o) { new V(x: x - o.x, y: y - o.y) }
    V multiply(int n) { new V(x: x * n, y: y * n) }
    V negative() { new V(x: -x, y: -y) }
    def getAt(int i) { i == 0 ? x : y }
    void putAt(int i, v) { if (i == 0) x = v else y = v }
    V next() { new V(x: x + 1, y: y + 1) }
    V leftShift(n) { x += n; this }
    boolean asBoolean() { x || y }
    boolean equals(Object o) { o instanceof V && x == o.x && y == o.y }
    String toString() { "V($x,$y)" }
    def call(n) { "called $n" }
    boolean isCase(o) { o == x }
    def positive() { 'pos' }
    def bitwiseNegate() { 'bits' }
    def div(n) { "div $n" }
    def mod(n) { "mod $n" }
    def power(n) { "pow $n" }
    def or(o) { 'or' }
    def and(o) { 'and' }
    def xor(o) { 'xor' }
    def rightShift(o) { ">>$o" }
}
def a = new V(x: 1, y: 2), b = new V(x: 3, y: 4)
println a + b
println b - a
println a * 3
println(-a)
println a[0] + b[1]
a[1] = 9
println a
def c = a; c++
println c
println a << 5
println a == new V(x: 6, y: 9)
println(a != b)
println a(7)
println(new V() ? 'true' : 'false')
println 6 in a
println(+a)
println(~a)
println a / 2
println a % 2
println a ** 2
println((a | 1) + (a & 1) + (a ^ 1))
println a >> 1
class Money implements Comparable<Money> {
    int cents
    int compareTo(Money o) { cents <=> o.cents }
    String toString() { "$cents" }
}
def ms = [5, 1, 3].collect { new Money(cents: it) }
println ms.sort()
println ms.max()
println new Money(cents: 1) < new Money(cents: 2)
println new Money(cents: 1) == new Money(cents: 1)
println new Money(cents: 4) <=> new Money(cents: 2)
def over(String s) { 'string' }
def over(Integer i) { 'integer' }
def over(List l) { 'list' }
def over(Object o) { 'object' }
def over(a, b) { 'two' }
println over('a') + over(1) + over([]) + over(1.5) + over(1, 2) + over("g${1}")
def dflt(a, b = 2, c = 3) { "$a $b $c" }
println dflt(1) + '|' + dflt(1, 5) + '|' + dflt(1, 5, 9)

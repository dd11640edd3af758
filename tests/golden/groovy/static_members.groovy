import static java.lang.Math.max
import static java.lang.Integer.MAX_VALUE
class S {
    static int n = 1
    static final MAX = 10
    static { n = 5 }
    static String who() { "S$n" }
    static def make(x) { def s = new S(); s.v = x; s }
    def v = MAX
    def up() { n++; who() }
    static cl = { it * n }
}
println S.n
println S.who()
println new S().up()
println S.make(3).v
println new S().v
println S.cl(2)
S.n = 100
println S.who()
println S.MAX
class Util { static join(List l, String sep = ',') { l.join(sep) } }
println Util.join([1, 2])
println Util.join([1, 2], ';')
def k = Util
println k.join([3])
class Lazy { static log = []; static { log << 'init' } }
println Lazy.log
class Const { static final Map M = [a: 1, b: [2, 3]] }
println Const.M.b[1]
println max(3, 4)
println MAX_VALUE
println Integer.MAX_VALUE == MAX_VALUE

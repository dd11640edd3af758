import groovy.transform.*
@Category(String) class Shout { String shout() { this.toUpperCase() + '!' } }
use(Shout) { println 'hey'.shout() }
class Num { static twice(Integer self) { self * 2 }; static getHalf(Integer self) { self / 2 }; static plus(String s, Map m) { "$s with $m" } }
use(Num) { println 4.twice(); println 9.half; println 'x' + [a: 1] }
use(Num, Shout) { println 5.twice() + 'z'.shout() }
try { 4.twice() } catch (MissingMethodException e) { println e.method }
println use(Num) { 3.twice() }

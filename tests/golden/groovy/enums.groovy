enum Color { RED, GREEN, BLUE }
println Color.RED
println Color.values()
println Color.valueOf('GREEN').ordinal()
println Color.BLUE.name()
println Color.RED.next()
println Color.RED < Color.BLUE
println Color.values()*.name().join(',')
enum Planet {
    EARTH(5.97, 'home'), MARS(0.64, 'red')
    final BigDecimal mass
    final String nick
    Planet(m, n) { mass = m; nick = n }
    def heavy() { mass > 1 }
    static Planet byNick(n) { values().find { it.nick == n } }
}
println Planet.EARTH.mass
println Planet.MARS.heavy()
println Planet.byNick('red')
switch (Color.RED) { case Color.GREEN: println 'g'; break; case Color.RED: println 'r'; break }
def c = 'BLUE' as Color
println c
Color d = 'RED'
println d
println Color.RED == Color.valueOf('RED')
println([(Color.RED): 1])
try { Color.valueOf('PINK') } catch (IllegalArgumentException e) { println e.message }
for (x in Color) print "$x "
println()
println Color.RED.compareTo(Color.BLUE)
println Color.GREEN in [Color.RED, Color.GREEN]
println "${Color.RED}"
println Color.RED.class.name
println Color.RED instanceof Color

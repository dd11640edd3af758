class Person {
    String name
    int age = 5
    private secret = 'x'
    static int count = 0
    final String id = 'ID'
    Person() { count++ }
    String toString() { "$name ($age)" }
    def getUpper() { name.toUpperCase() }
    void setNick(n) { name = n + '!' }
    boolean isAdult() { age >= 18 }
    def reveal() { secret }
    static create(n) { new Person(name: n) }
}
def p = new Person(name: 'Bob', age: 20)
println p
println p.upper
p.nick = 'Rob'
println p.name
println p.adult
println p.isAdult()
println p.reveal()
println Person.count
println Person.create('Z')
println p.getName()
p.setAge(3)
println p.age
println p['name']
p['name'] = 'Idx'
println p.name
try { p.id = 'y' } catch (ReadOnlyPropertyException e) { println e.message }
class Student extends Person {
    String school
    Student(String n, String s) { super(); name = n; school = s }
    String toString() { super.toString() + " @ $school" }
}
def s = new Student('Ann', 'MIT')
println s
println s instanceof Person
println Person.count
class Point {
    int x, y
    Point(int x, int y) { this.x = x; this.y = y }
    Point(int both) { this(both, both) }
    boolean equals(o) { o instanceof Point && o.x == x && o.y == y }
    int hashCode() { x * 31 + y }
}
println new Point(1, 2) == new Point(1, 2)
println new Point(3).y
println([(new Point(1, 1)): 'found'][new Point(1, 1)])
println p.class.name + ' ' + Person.simpleName
println p.properties.keySet().sort() - ['class', 'metaClass']
try { new Point('a') } catch (GroovyRuntimeException e) { println e.message }
println p.with { name = 'W'; age = 1; it }
def list = [1, 2] as Point
println list.x + list.y

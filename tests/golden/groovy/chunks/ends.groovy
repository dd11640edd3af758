println(new TreeMap().firstKey())
---
println(new TreeMap().lastKey())
---
println(new TreeSet().first())
---
println(new TreeSet().last())
---
println(new TreeMap().firstEntry())
---
println(new TreeMap().pollFirstEntry())
---
println(new TreeSet().pollFirst())
---
println([].first())
---
println([].last())
---
println(EnumSet.copyOf([]))
---
println(new LinkedList().getFirst())
---
println(new LinkedList().removeFirst())
---
println(new LinkedList().element())
---
println(new LinkedList().pop())
---
println(new ArrayDeque().pop())
---
println(new ArrayDeque().first)
---
println(new LinkedHashSet().first())
---
println([].head())
---
println([].tail())
---
println([].init())
---
println([:].find{true})
---
println([].iterator().next())
---
println([:].iterator().next())
---
println(new Scanner('').next())
---
println(''.iterator().next())
---
println(new StringTokenizer('').nextToken())
---
println([].min())
---
println([].max())
---
println([].sum())
---
println([].inject{a,b->a})
---
println([].pop())
---
println(new Stack().pop())
---
println(new Stack().peek())
---
println([].listIterator().previous())
---
println(new PriorityQueue().remove())
---
println(Collections.max([]))
---
println(Collections.min([]))
---
println(new TreeSet().subSet(1,2).first())
---
println(''.iterator().class)
---
println('ab'.iterator().next().class)
---
println('ab'.iterator().collect{it})
---
println([1,2].listIterator().class)
---
def i=[1,2].listIterator(2)
println(i.previous())
---
def i=[1,2].listIterator()
i.next()
i.set(5)
println(i.hasPrevious())
---
def l=[1,2]
def i=l.listIterator()
i.next()
i.add(9)
println(l)
---
println(Collections.max([1,3,2]))
---
println(Collections.max([]))
---
println(Collections.max(['a','c','b'] as Set))
---
println(new LinkedList([1,2]).pop())
---
println(new LinkedList([1,2]).push(5))
---
def l=new LinkedList([1,2])
l.push(5)
println(l)
---
println('abc'.listIterator())
---
println(Collections.max([1,'a']))
---
println(Collections.max([null]))
---
def m = new TreeMap([b: 1, c: 3, a: 2])
println "${m.firstKey()} ${m.lastKey()} ${new TreeSet([3, 1, 2]).first()} ${new TreeSet([3, 1, 2]).last()}"
---
def d = new ArrayDeque([1, 2])
d.push(0)
println "${d.class.name} ${d.pop()} ${d.pop()} ${d}"
def l = new LinkedList([1, 2])
l.push(0)
println "${l.class.name} ${l.pop()} ${l}"
---
LinkedList k = [1, 2]
println k.class.name
def q = [3, 1, 2]
TreeSet s = q
println s
TreeMap m = [z: 1, y: 2]
println m
ArrayDeque d = []
println d.class.name
PriorityQueue p = [2, 1]
println p.poll()
---
try { Stack k = [1, 2] } catch (e) { println e.message }
---
class Q { LinkedList l = [1, 2]; TreeMap m = [b: 1, a: 2] }
println "${new Q().l.class.name} ${new Q().m}"
LinkedList made() { [1, 2] }
println made().class.name

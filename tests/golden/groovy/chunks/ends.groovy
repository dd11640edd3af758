try { println(({ new TreeMap().firstKey() })()) } catch (Exception e) { println "${e.class.name}: ${e.message?.readLines()?.first()}" }
---
try { println(({ new TreeMap().lastKey() })()) } catch (Exception e) { println "${e.class.name}: ${e.message?.readLines()?.first()}" }
---
try { println(({ new TreeSet().first() })()) } catch (Exception e) { println "${e.class.name}: ${e.message?.readLines()?.first()}" }
---
try { println(({ new TreeSet().last() })()) } catch (Exception e) { println "${e.class.name}: ${e.message?.readLines()?.first()}" }
---
try { println(({ new TreeMap().firstEntry() })()) } catch (Exception e) { println "${e.class.name}: ${e.message?.readLines()?.first()}" }
---
try { println(({ new TreeMap().pollFirstEntry() })()) } catch (Exception e) { println "${e.class.name}: ${e.message?.readLines()?.first()}" }
---
try { println(({ new TreeSet().pollFirst() })()) } catch (Exception e) { println "${e.class.name}: ${e.message?.readLines()?.first()}" }
---
try { println(({ [].first() })()) } catch (Exception e) { println "${e.class.name}: ${e.message?.readLines()?.first()}" }
---
try { println(({ [].last() })()) } catch (Exception e) { println "${e.class.name}: ${e.message?.readLines()?.first()}" }
---
try { println(({ EnumSet.copyOf([]) })()) } catch (Exception e) { println "${e.class.name}: ${e.message?.readLines()?.first()}" }
---
try { println(({new LinkedList().getFirst()})()) } catch (Exception e) { println "${e.class.name}: ${e.message?.readLines()?.first()}" }
---
try { println(({new LinkedList().removeFirst()})()) } catch (Exception e) { println "${e.class.name}: ${e.message?.readLines()?.first()}" }
---
try { println(({new LinkedList().element()})()) } catch (Exception e) { println "${e.class.name}: ${e.message?.readLines()?.first()}" }
---
try { println(({new LinkedList().pop()})()) } catch (Exception e) { println "${e.class.name}: ${e.message?.readLines()?.first()}" }
---
try { println(({new ArrayDeque().pop()})()) } catch (Exception e) { println "${e.class.name}: ${e.message?.readLines()?.first()}" }
---
try { println(({new ArrayDeque().first})()) } catch (Exception e) { println "${e.class.name}: ${e.message?.readLines()?.first()}" }
---
try { println(({new LinkedHashSet().first()})()) } catch (Exception e) { println "${e.class.name}: ${e.message?.readLines()?.first()}" }
---
try { println(({[].head()})()) } catch (Exception e) { println "${e.class.name}: ${e.message?.readLines()?.first()}" }
---
try { println(({[].tail()})()) } catch (Exception e) { println "${e.class.name}: ${e.message?.readLines()?.first()}" }
---
try { println(({[].init()})()) } catch (Exception e) { println "${e.class.name}: ${e.message?.readLines()?.first()}" }
---
try { println(({[:].find{true}})()) } catch (Exception e) { println "${e.class.name}: ${e.message?.readLines()?.first()}" }
---
try { println(({[].iterator().next()})()) } catch (Exception e) { println "${e.class.name}: ${e.message?.readLines()?.first()}" }
---
try { println(({[:].iterator().next()})()) } catch (Exception e) { println "${e.class.name}: ${e.message?.readLines()?.first()}" }
---
try { println(({new Scanner('').next()})()) } catch (Exception e) { println "${e.class.name}: ${e.message?.readLines()?.first()}" }
---
try { println(({''.iterator().next()})()) } catch (Exception e) { println "${e.class.name}: ${e.message?.readLines()?.first()}" }
---
try { println(({new StringTokenizer('').nextToken()})()) } catch (Exception e) { println "${e.class.name}: ${e.message?.readLines()?.first()}" }
---
try { println(({[].min()})()) } catch (Exception e) { println "${e.class.name}: ${e.message?.readLines()?.first()}" }
---
try { println(({[].max()})()) } catch (Exception e) { println "${e.class.name}: ${e.message?.readLines()?.first()}" }
---
try { println(({[].sum()})()) } catch (Exception e) { println "${e.class.name}: ${e.message?.readLines()?.first()}" }
---
try { println(({[].inject{a,b->a}})()) } catch (Exception e) { println "${e.class.name}: ${e.message?.readLines()?.first()}" }
---
try { println(({[].pop()})()) } catch (Exception e) { println "${e.class.name}: ${e.message?.readLines()?.first()}" }
---
try { println(({new Stack().pop()})()) } catch (Exception e) { println "${e.class.name}: ${e.message?.readLines()?.first()}" }
---
try { println(({new Stack().peek()})()) } catch (Exception e) { println "${e.class.name}: ${e.message?.readLines()?.first()}" }
---
try { println(({[].listIterator().previous()})()) } catch (Exception e) { println "${e.class.name}: ${e.message?.readLines()?.first()}" }
---
try { println(({new PriorityQueue().remove()})()) } catch (Exception e) { println "${e.class.name}: ${e.message?.readLines()?.first()}" }
---
try { println(({Collections.max([])})()) } catch (Exception e) { println "${e.class.name}: ${e.message?.readLines()?.first()}" }
---
try { println(({Collections.min([])})()) } catch (Exception e) { println "${e.class.name}: ${e.message?.readLines()?.first()}" }
---
try { println(({new TreeSet().subSet(1,2).first()})()) } catch (Exception e) { println "${e.class.name}: ${e.message?.readLines()?.first()}" }
---
try { println(({ ''.iterator().class })()) } catch (Exception e) { println "${e.class.name}: ${e.message?.readLines()?.first()}" }
---
try { println(({ 'ab'.iterator().next().class })()) } catch (Exception e) { println "${e.class.name}: ${e.message?.readLines()?.first()}" }
---
try { println(({ 'ab'.iterator().collect{it} })()) } catch (Exception e) { println "${e.class.name}: ${e.message?.readLines()?.first()}" }
---
try { println(({ [1,2].listIterator().class })()) } catch (Exception e) { println "${e.class.name}: ${e.message?.readLines()?.first()}" }
---
try { println(({def i=[1,2].listIterator(2); i.previous()})()) } catch (Exception e) { println "${e.class.name}: ${e.message?.readLines()?.first()}" }
---
try { println(({def i=[1,2].listIterator(); i.next(); i.set(5); i.hasPrevious()})()) } catch (Exception e) { println "${e.class.name}: ${e.message?.readLines()?.first()}" }
---
try { println(({def l=[1,2]; def i=l.listIterator(); i.next(); i.add(9); l})()) } catch (Exception e) { println "${e.class.name}: ${e.message?.readLines()?.first()}" }
---
try { println(({Collections.max([1,3,2])})()) } catch (Exception e) { println "${e.class.name}: ${e.message?.readLines()?.first()}" }
---
try { println(({Collections.max([])})()) } catch (Exception e) { println "${e.class.name}: ${e.message?.readLines()?.first()}" }
---
try { println(({Collections.max(['a','c','b'] as Set)})()) } catch (Exception e) { println "${e.class.name}: ${e.message?.readLines()?.first()}" }
---
try { println(({new LinkedList([1,2]).pop()})()) } catch (Exception e) { println "${e.class.name}: ${e.message?.readLines()?.first()}" }
---
try { println(({new LinkedList([1,2]).push(5)})()) } catch (Exception e) { println "${e.class.name}: ${e.message?.readLines()?.first()}" }
---
try { println(({def l=new LinkedList([1,2]); l.push(5); l})()) } catch (Exception e) { println "${e.class.name}: ${e.message?.readLines()?.first()}" }
---
try { println(({'abc'.listIterator()})()) } catch (Exception e) { println "${e.class.name}: ${e.message?.readLines()?.first()}" }
---
try { println(({Collections.max([1,'a'])})()) } catch (Exception e) { println "${e.class.name}: ${e.message?.readLines()?.first()}" }
---
try { println(({Collections.max([null])})()) } catch (Exception e) { println "${e.class.name}: ${e.message?.readLines()?.first()}" }
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

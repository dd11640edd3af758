println UUID.nameUUIDFromBytes('abc'.bytes)
def u = UUID.fromString('00112233-4455-6677-8899-aabbccddeeff')
println([u.toString(), u.mostSignificantBits, u.leastSignificantBits, u.version()])
println([UUID.randomUUID().toString().length(), UUID.randomUUID().version(), (UUID.randomUUID() != UUID.randomUUID())])
println new UUID(1, 2)
println u == UUID.fromString('00112233-4455-6677-8899-AABBCCDDEEFF')
try { UUID.fromString('bad') } catch (e) { println e.message }
println u.hashCode() + ' ' + (u <=> new UUID(1, 2))
---
println UUID.nameUUIDFromBytes('igor'.bytes).toString() + ' ' + UUID.nameUUIDFromBytes([] as byte[])
---
def u = UUID.fromString('123e4567-e89b-12d3-a456-426614174000')
println u.version() + ' ' + u.variant() + ' ' + u
println u == UUID.fromString(u.toString())
---
println([new UUID(0, 1), new UUID(-1, -1), new UUID(1, 0)].sort())
---
println UUID.fromString('1-2-3-4-5')
---
def m = [(UUID.fromString('00000000-0000-0000-0000-000000000001')): 'one']
println m[new UUID(0, 1)]
println UUID.randomUUID().toString() ==~ /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/

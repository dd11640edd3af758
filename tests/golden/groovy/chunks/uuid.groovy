println UUID.nameUUIDFromBytes('abc'.bytes)
def u = UUID.fromString('00112233-4455-6677-8899-aabbccddeeff')
println([u.toString(), u.mostSignificantBits, u.leastSignificantBits, u.version()])
println([UUID.randomUUID().toString().length(), UUID.randomUUID().version(), (UUID.randomUUID() != UUID.randomUUID())])
println new UUID(1, 2)
println u == UUID.fromString('00112233-4455-6677-8899-AABBCCDDEEFF')
try { UUID.fromString('bad') } catch (e) { println e.message }
println u.hashCode() + ' ' + (u <=> new UUID(1, 2))

/// Where a servlet request becomes a [sekisho.server.risk.ClientRequest].
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.NamedInterface("web")
package sekisho.server.risk.web;

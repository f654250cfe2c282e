/// The pages of a reset, and the choice of a password that the registration shares with them.
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.NamedInterface("web")
package sekisho.server.recovery.web;

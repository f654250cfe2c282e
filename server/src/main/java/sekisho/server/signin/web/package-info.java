/// The sign-in pages, and what the pages of other flows share with them.
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.NamedInterface("web")
package sekisho.server.signin.web;

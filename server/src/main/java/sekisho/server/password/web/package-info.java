@org.jspecify.annotations.NullMarked
package sekisho.server.password.web;

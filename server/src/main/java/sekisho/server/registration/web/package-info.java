@org.jspecify.annotations.NullMarked
package sekisho.server.registration.web;

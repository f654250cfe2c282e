@org.jspecify.annotations.NullMarked
package sekisho.server.console.web;

/// What a member lives in a real browser.
@org.jspecify.annotations.NullMarked
package sekisho.server.browser;

/// The edge: what every page shares, and what no request gets past. Order of a request: headers, host,
/// caps and strict parsing ([InputGuard]), origin ([OriginGuard]), CSRF token, member, access rule of
/// the handler.
///
/// Prefetch and preview requests get no special treatment: no GET or HEAD changes anything (the
/// language cookie, which is presentation, aside), so a page fetched ahead is merely a page that nobody
/// saw.
@NamedInterface("web")
@NullMarked
package sekisho.server.platform.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

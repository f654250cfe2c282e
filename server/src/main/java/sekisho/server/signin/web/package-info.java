@NamedInterface("web")
@NullMarked
package sekisho.server.signin.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

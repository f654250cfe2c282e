@NamedInterface("web")
@NullMarked
package sekisho.server.recovery.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

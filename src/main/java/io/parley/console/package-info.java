/// Console: the edge that joins modules into screens: the customer as a whole, the first screen, the live socket, and
/// the static pages. It owns no table.
///
/// **Always true.** What a screen shows can be had over the same HTTP API by anyone with a key.
@NullMarked
package io.parley.console;

import org.jspecify.annotations.NullMarked;

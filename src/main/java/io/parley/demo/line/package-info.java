/// A simulated LINE: a provider that is as strict as the documented one, and the phones of the people who use it.
///
/// It knows nothing of Parley but the webhook address it was told, and Parley knows it only by another base address.
/// **Tables.** `demo.line_fact` (everything that happened, in order; the state is its fold), `demo.line_media`.
/// **Always true.** What was answered with 200 is in the table first, so a `kill -9` forgets nothing that Parley was
/// told. Reply tokens are forgotten, as if they had expired.
@NullMarked
package io.parley.demo.line;

import org.jspecify.annotations.NullMarked;

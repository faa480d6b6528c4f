/// LINE: the adapter of the LINE Messaging API. What LINE documents and how it is met stands in
/// `docs/channels/line.md`.
@NullMarked
package io.parley.channel.line;

import org.jspecify.annotations.NullMarked;

/// Widget: the edge the visitor's chat talks to, over HTTP and one WebSocket. It owns no table.
///
/// **Words.** A *visitor* proves herself by the secret her browser made.
/// **Always true.** Nothing is stored of a visitor before she writes. Only the workspace's sites, and Parley's own
/// pages, may call. A socket that is dead or slow delays nobody.
@NullMarked
package io.parley.widget;

import org.jspecify.annotations.NullMarked;

/// Parley: omnichannel conversational commerce. Each sub-package is a module; its `package-info` is its page.
@NullMarked
package io.parley;

import org.jspecify.annotations.NullMarked;

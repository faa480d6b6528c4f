/// Flow: what a journey is made of, and what comes next on it. Pure: neither database nor clock nor network.
@NullMarked
package io.parley.journey.flow;

import org.jspecify.annotations.NullMarked;

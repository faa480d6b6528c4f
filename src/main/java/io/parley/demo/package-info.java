/// Demo: what a new user sees in the first minute — the workspace *Kite* (風箏選物) with its shop, a month of synthetic
/// customers, and simulated providers ("phones"). Also the first start of a workspace without the demo.
///
/// *Time machine*: moves the clock of a workspace forward, from one due instant to the next. Table: `travel`.
///
/// **Always true.** The demo speaks to Parley over the same doors and wires as everybody else; nothing below knows it.
@NullMarked
package io.parley.demo;

import org.jspecify.annotations.NullMarked;

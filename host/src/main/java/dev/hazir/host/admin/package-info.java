/**
 * The operator's side: REST, health and metrics, built as applets on the same API as everybody else's.
 */
@NullMarked
package dev.hazir.host.admin;

import org.jspecify.annotations.NullMarked;

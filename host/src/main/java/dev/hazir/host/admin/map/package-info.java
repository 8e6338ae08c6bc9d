/**
 * The live picture of the host: what is connected to what, and what flows.
 *
 * <pre>
 * MapMemory          the picture that is shown, with a revision that counts its structures
 *   Topology         boxes and edges, made of what is deployed
 *   Layout           a place for each box: what is there keeps its place, and data moves nothing
 *   Flows            the figures on it, from the history
 *   Drawing          all of it in coordinates, for the page and for export
 * </pre>
 */
@NullMarked
package dev.hazir.host.admin.map;

import org.jspecify.annotations.NullMarked;

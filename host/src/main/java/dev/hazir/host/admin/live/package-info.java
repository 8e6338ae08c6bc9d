/**
 * Keeps pages of operators up to date while they are open, with one stream of server-sent events a page.
 *
 * <h2>How a page becomes live</h2>
 *
 * <ol>
 *   <li>Say {@code .live()} behind its call: {@code PageCall.get("/ports", ports::show).live()}. The action must then use
 *       the path's parameters and the fields of the query alone ({@link dev.hazir.host.admin.page.PageRequest#id}, {@code
 *       field}), because it is also run for all of a role: once a second on a worker, while somebody has the page open, and up to
 *       every other second when that takes more than a hundredth of the time.
 *   <li>In its template give an id and {@code data-live} to each element whose content changes:
 *       {@code <td th:id="|rate-${p.id()}|" data-live th:text="…">}. What is in it is put in place when it differs.
 *       It holds values only: no forms, no {@code hx-…}, no other such element, and nothing that depends on who looks but on the role. Of
 *       the element itself only the content changes, so a badge with its colour stands inside of it.
 *   <li>Rows that come and go need no more than that: when the ids, or the order of them, have changed, browsers fetch
 *       the page again and merge it; who points at a list or types is asked before. If what an operator may do changes
 *       without that, say so by {@code data-shape} on any element: {@code <tr th:attr="data-shape=|${a.id()} ${a.state()}|">}.
 *   <li>For scripts that draw: {@code .live(request -> value)}; the value goes to the page as JSON in events of type
 *       {@code m} whenever it has changed. They are dispatched on the element with the id {@code live}, with the text
 *       in {@code event.detail.data}.
 * </ol>
 *
 * <h2>The protocol</h2>
 *
 * {@code GET /admin/live?page=<path and query below /admin>}, with the cookie of a sign-in. The id of an event is the
 * state it leads to; a browser that comes back with it gets what has changed since.
 *
 * <ul>
 *   <li>Events without a type: {@code <hx-partial>} elements with the values that have changed.
 *   <li>{@code structure}: a hash of what the page consists of, as the script computes it of the page it has.
 *   <li>{@code m}: data for scripts. {@code tick}: nothing has changed for two seconds. {@code bye}: the host stops
 *       ({@code host}), or the sign-in has ended ({@code over}).
 * </ul>
 *
 * There are at most 50 streams a host and 8 a person; further ones are refused with 503 and 429, and the page asks for
 * {@code &once} every five seconds instead. Who is slow gets the newest values when there is room again: nothing waits.
 *
 * <p>Requests are taken on event loops, pages made on workers, one at a time for all who have the same one open.
 */
@NullMarked
package dev.hazir.host.admin.live;

import org.jspecify.annotations.NullMarked;

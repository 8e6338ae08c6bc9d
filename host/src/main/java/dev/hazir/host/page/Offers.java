package dev.hazir.host.page;

/** What a page may offer to whoever asked for it. Given to a page as the variable {@link #VARIABLE}. */
@FunctionalInterface
public interface Offers {

    /** The name among the variables of a page; without it everything is offered. */
    String VARIABLE = "rights";

    /**
     * Whether a link or a form may stand in the page.
     *
     * @param method {@code GET} or {@code POST}
     * @param address where it leads, as it stands in the page
     */
    boolean offers(String method, String address);
}

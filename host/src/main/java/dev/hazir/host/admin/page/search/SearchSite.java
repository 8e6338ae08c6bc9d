package dev.hazir.host.admin.page.search;

import dev.hazir.host.admin.page.PageCall;
import dev.hazir.host.admin.view.AdminSources;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The search. */
public final class SearchSite {

    private SearchSite() {}

    /** @param others the pages that it also finds */
    public static List<PageCall> calls(AdminSources sources, List<PageCall> others) {
        Set<String> pages = others.stream()
                .filter(call -> call.method().equals("GET"))
                .map(PageCall::path)
                .collect(Collectors.toUnmodifiableSet());
        return List.of(PageCall.get("/search", new SearchPage(new Inventory(sources, pages))::show));
    }
}

package dev.hazir.host.admin.page;

import dev.hazir.host.page.Offers;
import dev.hazir.host.security.People;
import dev.hazir.host.security.Role;
import java.util.List;
import java.util.Optional;

/**
 * What whoever asks for a page may do, by the roles of the site map; offered to templates as {@code rights}. Forms and links
 * that are not for them are left out by themselves: templates only ask to say so.
 */
public final class Rights implements Offers {

    private final List<PageCall> calls;
    private final Role role;
    private final People people;

    Rights(List<PageCall> calls, Role role, People people) {
        this.calls = calls;
        this.role = role;
        this.people = people;
    }

    @Override
    public boolean offers(String method, String address) {
        return needed(method, address).map(role::covers).orElse(true);
    }

    /** Whether the form of an act is for them. */
    public boolean may(String address) {
        return offers("POST", address);
    }

    /** What they are, for people. */
    public String role() {
        return role.title();
    }

    /** The role that the form of an act needs, for people. */
    public String needed(String address) {
        return needed("POST", address).map(Role::title).orElse("");
    }

    /** The names of those who may. */
    public String ask(String address) {
        return needed("POST", address)
                .map(people::with)
                .map(names -> String.join(", ", names))
                .orElse("");
    }

    private Optional<Role> needed(String method, String address) {
        String path = address.split("[?#]", 2)[0];
        return path.equals("/admin") || path.startsWith("/admin/")
                ? PageCall.find(calls, method, path.substring("/admin".length()))
                        .flatMap(found -> Optional.ofNullable(found.call().role()))
                : Optional.empty();
    }
}

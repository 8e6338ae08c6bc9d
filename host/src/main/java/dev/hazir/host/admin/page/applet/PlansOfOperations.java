package dev.hazir.host.admin.page.applet;

import dev.hazir.host.applet.Plan;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The plans that operators have agreed to, for the pages of the operations that came of it. The last few. */
final class PlansOfOperations {

    private static final int MOST = 50;

    private final Map<Long, Plan> plans = new LinkedHashMap<>();

    synchronized void remember(long operation, Plan plan) {
        plans.put(operation, plan);
        if (plans.size() > MOST) {
            plans.remove(plans.keySet().iterator().next());
        }
    }

    synchronized Optional<Plan> of(long operation) {
        return Optional.ofNullable(plans.get(operation));
    }
}

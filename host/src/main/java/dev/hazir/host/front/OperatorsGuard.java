package dev.hazir.host.front;

import dev.hazir.host.http.ErrorAnswer;
import dev.hazir.host.http.OwnNames;
import dev.hazir.host.http.RequestHead;
import dev.hazir.host.routing.Owner;
import org.jspecify.annotations.Nullable;

/** Lets requests to the side of operators through that name this host as only it can be named. */
public record OperatorsGuard(String operators, OwnNames names) implements Guard {

    @Override
    public @Nullable ErrorAnswer refusal(RequestHead request, Owner owner) {
        return owner.applet().equals(operators) && !names.contain(request.authority())
                ? ErrorAnswer.about(421, "misdirected", OwnNames.name(request.authority()))
                : null;
    }
}

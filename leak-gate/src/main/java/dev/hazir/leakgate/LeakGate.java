package dev.hazir.leakgate;

import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a test class after which lost buffers are found; a late one may stem from a class before it. */
public final class LeakGate implements AfterAllCallback {

    @Override
    public void afterAll(ExtensionContext context) throws InterruptedException {
        List<String> leaks = RecordedLeaks.take();
        if (!leaks.isEmpty()) {
            throw new AssertionError(leaks.size() + " buffers were lost in " + context.getDisplayName()
                    + " or shortly before it:\n" + String.join("\n", leaks));
        }
    }
}

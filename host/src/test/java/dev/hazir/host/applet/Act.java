package dev.hazir.host.applet;

import dev.hazir.host.operation.Operation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What operators do to the applet {@code probe}, each act with what goes before it. */
enum Act {
    INSTALL {
        @Override
        Operation begin(Jars jars, Engine.Run run) {
            return run.applets.deploy(jars.first(), Applets.Intent.INSTALL, "test");
        }
    },
    SETTINGS(INSTALL) {
        @Override
        Operation begin(Jars jars, Engine.Run run) {
            return run.applets.saveSettings("probe", Map.of("title", "Mine"), "test");
        }
    },
    UPGRADE(INSTALL, SETTINGS) {
        @Override
        Operation begin(Jars jars, Engine.Run run) {
            return run.applets.deploy(jars.second(), Applets.Intent.UPGRADE, "test");
        }
    },
    /** Taken while it runs. */
    NEWER_SETTINGS(INSTALL, SETTINGS, UPGRADE) {
        @Override
        Operation begin(Jars jars, Engine.Run run) {
            return run.applets.saveSettings("probe", Map.of("title", "Newer", "level", 7), "test");
        }
    },
    ROLLBACK(INSTALL, SETTINGS, UPGRADE, NEWER_SETTINGS) {
        @Override
        Operation begin(Jars jars, Engine.Run run) {
            return run.applets.rollback("probe", Optional.empty(), "test");
        }
    },
    UPGRADE_THAT_FORGETS_A_VERSION(INSTALL, SETTINGS, UPGRADE, NEWER_SETTINGS) {
        @Override
        Operation begin(Jars jars, Engine.Run run) {
            return run.applets.deploy(jars.third(), Applets.Intent.UPGRADE, "test");
        }
    },
    DELETE_A_VERSION(INSTALL, SETTINGS, UPGRADE, NEWER_SETTINGS) {
        @Override
        Operation begin(Jars jars, Engine.Run run) {
            return run.applets.deleteVersion("probe", "1.0.0", "test");
        }
    },
    DISABLE(INSTALL, SETTINGS) {
        @Override
        Operation begin(Jars jars, Engine.Run run) {
            return run.applets.disable("probe", "test");
        }
    },
    ENABLE(INSTALL, SETTINGS, DISABLE) {
        @Override
        Operation begin(Jars jars, Engine.Run run) {
            return run.applets.enable("probe", "test");
        }
    },
    REMOVE(INSTALL, SETTINGS, UPGRADE) {
        @Override
        Operation begin(Jars jars, Engine.Run run) {
            return run.applets.remove("probe", Applets.DataFate.KEEP, "test");
        }
    },
    INSTALL_OVER_KEPT_DATA(INSTALL, SETTINGS, UPGRADE, REMOVE) {
        @Override
        Operation begin(Jars jars, Engine.Run run) {
            return run.applets.deploy(jars.third(), Applets.Intent.INSTALL, "test");
        }
    },
    REMOVE_WITH_DATA(INSTALL, SETTINGS, UPGRADE) {
        @Override
        Operation begin(Jars jars, Engine.Run run) {
            return run.applets.remove("probe", Applets.DataFate.ERASE, "test");
        }
    },
    BACKUP(INSTALL, SETTINGS) {
        @Override
        Operation begin(Jars jars, Engine.Run run) {
            return run.applets.backUp(Set.of("probe"), "test");
        }
    },
    RESTORE(INSTALL, SETTINGS, BACKUP, UPGRADE, NEWER_SETTINGS) {
        @Override
        Operation begin(Jars jars, Engine.Run run) throws Exception {
            return restore(run);
        }
    },
    RESTORE_WHAT_WAS_REMOVED(INSTALL, SETTINGS, BACKUP, REMOVE_WITH_DATA) {
        @Override
        Operation begin(Jars jars, Engine.Run run) throws Exception {
            return restore(run);
        }
    },
    DROP {
        @Override
        @Nullable
        Operation begin(Jars jars, Engine.Run run) throws Exception {
            return drop(jars.first(), run);
        }
    },
    DROP_AGAIN(DROP) {
        @Override
        @Nullable
        Operation begin(Jars jars, Engine.Run run) throws Exception {
            return drop(jars.second(), run);
        }
    },
    DROP_NO_MORE(DROP, DROP_AGAIN) {
        @Override
        @Nullable
        Operation begin(Jars jars, Engine.Run run) throws Exception {
            Files.deleteIfExists(run.home.applets().resolve("probe.jar"));
            run.look();
            return null;
        }
    },
    REMOVE_WHAT_WAS_DROPPED(DROP) {
        @Override
        Operation begin(Jars jars, Engine.Run run) {
            return run.applets.remove("probe", Applets.DataFate.ERASE, "test");
        }
    };

    /** Three versions of {@code probe}; the second knows one setting more. */
    record Jars(Path first, Path second, Path third) {}

    final List<Act> before;

    Act(Act... before) {
        this.before = List.of(before);
    }

    /** Begins the act; those that the drop folder does are over when this returns, and give nothing. */
    abstract @Nullable Operation begin(Jars jars, Engine.Run run) throws Exception;

    /** Whether an operator only changes a file: that stays, whatever happens then. */
    boolean byHand() {
        return this == DROP || this == DROP_AGAIN || this == DROP_NO_MORE;
    }

    /** From the oldest backup, which an operator has made. */
    private static Operation restore(Engine.Run run) throws Exception {
        try (Stream<Path> backups = Files.list(run.home.backups())) {
            Path first = backups.filter(file -> file.getFileName().toString().startsWith("probe-20"))
                    .min(Comparator.naturalOrder())
                    .orElseThrow();
            return run.applets.restore(first, Set.of(), "test");
        }
    }

    private static @Nullable Operation drop(Path jar, Engine.Run run) throws Exception {
        Files.copy(jar, run.home.applets().resolve("probe.jar"), StandardCopyOption.REPLACE_EXISTING);
        run.look();
        return null;
    }
}

package dev.hazir.host.applet;

import dev.hazir.applet.AppletInfo;
import dev.hazir.host.operation.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Why an act upon an applet is refused, in words an operator can act upon. */
final class Refusals {

    private static final List<String> WRONG_ACT = List.of("APP-120", "APP-121");

    private Refusals() {}

    /** Whether only the act was the wrong one for what is installed: nothing is wrong with the jar then. */
    static boolean wrongAct(List<Problem> problems) {
        return problems.stream().allMatch(problem -> WRONG_ACT.contains(problem.code()));
    }

    static Problem notInstalled(String id) {
        return new Problem("APP-120", id, "Applet " + id + " is not installed.", "", "See what is: hazir list");
    }

    static Problem alreadyInstalled(StoredApplet installed, AppletInfo other) {
        return new Problem(
                "APP-121",
                installed.id(),
                "Applet " + installed.id() + " is installed already, in version " + installed.version() + ".",
                "The jar holds version " + other.version() + ".",
                "Use upgrade instead of install, or remove it first.");
    }

    static Problem otherContent(AppletInfo info) {
        return new Problem(
                "APP-122",
                info.id(),
                "Version " + info.version() + " of " + info.id() + " is kept already, with other content.",
                "Two jars with one version cannot be told apart when you go back.",
                "Raise the version in the descriptor and build the jar again.");
    }

    static Problem nothingToGoBackTo(String id) {
        return new Problem(
                "APP-123", id, "There is no earlier version of " + id + " to go back to.", "", "See: hazir show " + id);
    }

    static Problem versionNotKept(StoredApplet installed, String version) {
        List<String> kept = installed.earlier();
        return new Problem(
                "APP-124",
                installed.id(),
                "Version " + version + " of " + installed.id() + " is not kept.",
                kept.isEmpty() ? "No earlier version is kept." : "Kept are: " + String.join(", ", kept) + ".",
                "Choose one of these, or install the jar again.");
    }

    static Problem versionInUse(StoredApplet installed) {
        return new Problem(
                "APP-129",
                installed.id(),
                "Version " + installed.version() + " of " + installed.id() + " cannot be deleted.",
                installed.enabled() ? "It is the one that runs." : "It is the one that runs when it is enabled.",
                "Upgrade or roll back first; or remove the applet: hazir remove " + installed.id());
    }

    static Problem damaged(StoredApplet applet, String version, boolean there, Optional<String> good) {
        String id = applet.id();
        return new Problem(
                "APP-132",
                id,
                "The kept jar of " + id + " " + version + (there ? " was damaged on disk." : " is missing on disk."),
                there ? "Its content is not what was installed." : "",
                (good.isPresent()
                                ? "Use the last good version: hazir rollback " + id + " " + good.get() + ". Or install"
                                : "Install")
                        + " the same jar again: hazir upgrade FILE.jar");
    }

    static Problem unreadableState(String id, Path file, String reason) {
        return new Problem(
                "APP-133",
                id,
                "What is known of " + id + " cannot be read; it is left alone.",
                file + ": " + reason,
                "Correct that file and start the host again, or delete it and install the applet again; its data is kept.");
    }

    static Problem stillErased(String id) {
        return new Problem(
                "APP-134",
                id,
                "Applet " + id + " was removed, and its data is still being erased.",
                "Requests that it is answering may use it.",
                "Try again in a moment.");
    }

    static Problem leftOff(StoredApplet applet) {
        return new Problem(
                "APP-135",
                applet.id(),
                applet.id() + " " + applet.version() + " was left off after "
                        + (applet.leftOff() == 2 ? "two" : applet.leftOff())
                        + " crashes of the host within a minute of its start, because it was changed last.",
                "",
                "Bring it back: hazir enable " + applet.id()
                        + (applet.earlier().isEmpty() ? "" : ". Or go back first: hazir rollback " + applet.id()));
    }

    static Problem tooLittleRoom(Path folder, long free, long needed) {
        return new Problem(
                "SYS-511",
                null,
                "There is too little room for another jar on the disk of " + folder + ": " + mebibytes(free)
                        + " MiB are free.",
                mebibytes(needed) + " MiB are needed, so that what runs can go on writing.",
                "Free space on that disk, then try again.");
    }

    private static long mebibytes(long bytes) {
        return bytes >> 20;
    }

    static Problem disabled(String id) {
        return new Problem("APP-125", id, "Applet " + id + " is disabled.", "", "Enable it first: hazir enable " + id);
    }

    static Problem notRunning(String id) {
        return new Problem("APP-126", id, "Applet " + id + " does not run.", "", "See why: hazir show " + id);
    }

    static Problem neededBy(String id, String act, List<String> dependents) {
        return new Problem(
                "APP-127",
                id,
                "Applet " + id + " cannot be " + act + ": " + String.join(", ", dependents)
                        + (dependents.size() == 1 ? " needs it." : " need it."),
                "",
                "Remove or disable " + String.join(" and ", dependents) + " first.");
    }

    static Problem requirementMissing(String id, Requirement requirement, String found) {
        return new Problem(
                "APP-101",
                id,
                "Applet " + id + " needs applet " + requirement + ".",
                found,
                "Install or upgrade " + requirement.applet() + ", then try again.");
    }

    static Problem wouldBreak(String id, String version, String dependent, Requirement requirement) {
        return new Problem(
                "APP-128",
                id,
                "Applet " + dependent + " needs " + requirement + "; this is " + version + ".",
                "",
                "Choose another version, or upgrade " + dependent + " first.");
    }

    static Problem setupFailed(AppletInfo info, Throwable failure) {
        return new Problem(
                "APP-105",
                info.id(),
                "The setup of " + info + " failed: " + sentence(failure) + ".",
                "",
                "Correct the applet; the log has the stack trace.");
    }

    static Problem setupTooSlow(AppletInfo info, long seconds) {
        return new Problem(
                "APP-106",
                info.id(),
                "The setup of " + info + " did not return within " + seconds + " s.",
                "Setup only declares; it must not wait.",
                "Move the work into started().");
    }

    static Problem didNotStart(String id, String version, Throwable failure) {
        return new Problem(
                "APP-130",
                id,
                id + " " + version + " did not start: " + sentence(failure) + ".",
                "",
                "Correct the cause; the log has the stack trace.");
    }

    static Problem changeFailed(AppletInfo info, Throwable failure) {
        String id = info.id();
        return new Problem(
                "APP-136",
                id,
                info + " did not take the change of its settings: " + sentence(failure) + ".",
                "It takes changes while it runs; nothing was saved.",
                "The log has the stack trace. To have it start with them: hazir disable " + id
                        + ", save them, hazir enable " + id);
    }

    static Problem halfChanged(AppletInfo info) {
        return new Problem(
                "APP-137",
                info.id(),
                info + " may use some of the settings that were not saved.",
                "It took a part of the change and could not go back.",
                "Restart it: hazir restart " + info.id());
    }

    static Problem routeTaken(String id, String path, String holder) {
        return new Problem(
                "APP-104",
                id,
                "The path " + path + " is taken by " + holder + ".",
                "",
                "Remove or change one of them.");
    }

    static Problem notPermitted(String id, String what, String permission) {
        return new Problem(
                "APP-131",
                id,
                "Applet " + id + " claims " + what + " without permission.",
                "",
                "Add the permission " + permission + " to its descriptor.");
    }

    static Problem configuresItself(AppletInfo info) {
        return new Problem(
                "APP-147",
                info.id(),
                info + " configures its servlet context itself: what it registers there is known only when it starts.",
                "",
                "See afterwards: hazir routes");
    }

    private static String sentence(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getName() : message;
    }

    static Problem unusableBackup(String why) {
        return new Problem("BAK-701", null, why, "", "Take another backup. Nothing was changed.");
    }

    static Problem notInBackup(String id, Path backup) {
        return new Problem(
                "BAK-702", id, "There is nothing of " + id + " in " + backup.getFileName() + ".", "", "Choose others.");
    }

    static Problem keptDiffers(String id, String version) {
        return new Problem(
                "BAK-703",
                id,
                "Version " + version + " of " + id + " is kept with other content than the backup holds.",
                "Two jars with one version cannot be told apart.",
                "Remove " + id + " first, keeping its data, then restore it.");
    }
}

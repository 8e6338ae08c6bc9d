package dev.hazir.host.security;

import dev.hazir.host.security.SignIns.Session;
import dev.hazir.host.security.SignIns.SignIn;
import dev.hazir.host.store.DiskException;
import java.util.List;

/**
 * What somebody who is signed in sees and changes for himself: his password, and where he is signed in.
 *
 * @param signIn by which he asks
 */
public record OwnAccount(Access access, SignIn signIn) {

    /** Whether there is a password to change: a developer on his own host has none. */
    public boolean registered() {
        return access.people().find(signIn.person()).isPresent();
    }

    /** Where he is signed in, the newest first. */
    public List<Session> sessions() {
        return access.signIns().list().stream()
                .filter(session -> session.person().equals(signIn.person()))
                .toList();
    }

    /**
     * Sets a new password, and ends the other sign-ins.
     *
     * @throws AccessException when the present password is wrong, which is told as such, or the new one will not do
     */
    public void changePassword(String present, String next, Visitor visitor) throws AccessException, DiskException {
        access.confirm(signIn, present, visitor);
        access.changePassword(signIn, next);
    }

    /** Ends one of his sign-ins; whether there was one. */
    public boolean endSession(String handle) {
        return access.signIns()
                        .endAll(other -> other.person().equals(signIn.person())
                                && other.handle().equals(handle))
                > 0;
    }
}

package io.otpengine;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The applications of one account. {@link ApplicationId#DEFAULT} is understood wherever an id is taken.
 *
 * <p>A node sees its own changes at once, those of other nodes within 5 seconds. Every method throws an
 * {@link OtpStoreException} if the store failed; whether a change was made is then unknown.
 */
public interface Applications {
    /**
     * Creates an application.
     *
     * @param spec what it is to be; what is unset comes from the policy
     * @return the application
     * @throws InvalidRequestException if a field is outside the policy's bounds, or the name is {@code default}
     */
    Application create(ApplicationSpec spec);

    /**
     * All applications, the default one first, then by age.
     *
     * @return at least the default one
     */
    List<Application> list();

    /**
     * One application.
     *
     * @param id its id
     * @return the application, or empty if this account has none of that id
     */
    Optional<Application> find(ApplicationId id);

    /**
     * Changes an application. OTPs already sent keep what they were sent under.
     *
     * @param id its id
     * @param edit from the fields as they are to the fields as they are to be; it runs again if somebody else changed
     *     the application meanwhile, so it must not have effects of its own
     * @return the application as it then is, or empty if this account has none of that id
     * @throws InvalidRequestException if a field is outside the policy's bounds
     */
    Optional<Application> update(ApplicationId id, UnaryOperator<ApplicationEdit> edit);

    /**
     * Deletes an application. Its OTPs can still be read, and can neither be verified nor resent.
     *
     * @param id its id
     * @return the application as it was, or empty if this account has none of that id
     * @throws InvalidRequestException if it is the default application
     */
    Optional<Application> delete(ApplicationId id);

    /**
     * Adds or replaces the words for one language. An application has at most 200.
     *
     * @param id the application
     * @param language {@code de} or {@code pt-BR}
     * @param channel the channel they are for, or empty for every channel without words of its own
     * @param text at most 640 characters, with {@code {{OTP}}}, perhaps with {@code {{SEC}}} and {@code {{MIN}}}, and
     *     with nothing else in braces
     * @return the application as it then is, or empty if this account has none of that id
     * @throws InvalidRequestException if the language or the text is not as above, or would be the 201st
     */
    Optional<Application> putTemplate(ApplicationId id, String language, Optional<Channel> channel, String text);

    /**
     * Removes the words for one language. Without words of its own in {@code en} an application has the built-in ones.
     *
     * @param id the application
     * @param language {@code de} or {@code pt-BR}
     * @param channel the channel they are for, or empty
     * @return the application as it then is, or empty if this account has no such application, or it no such words
     */
    Optional<Application> deleteTemplate(ApplicationId id, String language, Optional<Channel> channel);
}

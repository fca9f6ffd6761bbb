package io.otpengine.broken;

import io.otpengine.Otp;
import io.otpengine.OtpEngine;
import io.otpengine.OtpId;
import io.otpengine.OtpStoreException;
import io.otpengine.ResendRequest;
import io.otpengine.SendRequest;
import io.otpengine.SendResult;
import io.otpengine.Verification;
import io.otpengine.Verification.Outcome;
import io.otpengine.VerifyRequest;
import io.otpengine.testkit.EngineParts;
import io.otpengine.testkit.OtpEngineContract;
import io.otpengine.testkit.OtpFlow;
import java.time.Instant;
import java.util.Optional;

/** Engines that do one thing wrong with what they are asked: the real one, with something around it. */
final class BrokenFlows {
    private BrokenFlows() {}

    @KilledBy("verify: every guess costs an attempt, and the last wrong one ends the OTP")
    static class GivesTheLastGuessForFree extends OtpEngineContract {
        @Override
        protected OtpFlow newFlow(EngineParts parts) {
            return new Flow(parts.builder().build()) {
                @Override
                public Verification verify(VerifyRequest request) {
                    boolean last = find(request.id())
                            .filter(otp -> otp.attemptsLeft() == 1)
                            .isPresent();
                    return last
                            ? new Verification(Outcome.WRONG_CODE, find(request.id()), 1, false)
                            : super.verify(request);
                }
            };
        }
    }

    @KilledBy("verify: the right code is VERIFIED once, and ALREADY_VERIFIED ever after")
    static class VerifiesAgain extends OtpEngineContract {
        @Override
        protected OtpFlow newFlow(EngineParts parts) {
            return new Flow(parts.builder().build()) {
                @Override
                public Verification verify(VerifyRequest request) {
                    Verification answer = super.verify(request);
                    return answer.outcome() == Outcome.ALREADY_VERIFIED
                            ? new Verification(Outcome.VERIFIED, answer.otp(), 0, true)
                            : answer;
                }
            };
        }
    }

    @KilledBy("failure: a guess that meets a broken store is an OtpStoreException, right or wrong")
    static class AnswersWhenTheStoreIsDown extends OtpEngineContract {
        @Override
        protected OtpFlow newFlow(EngineParts parts) {
            return new Flow(parts.builder().build()) {
                @Override
                public Verification verify(VerifyRequest request) {
                    try {
                        return super.verify(request);
                    } catch (OtpStoreException e) {
                        return new Verification(Outcome.WRONG_CODE, Optional.empty(), 1, false);
                    }
                }
            };
        }
    }

    @KilledBy("binding: a code is good for what it was sent for alone")
    static class ForgetsTheBinding extends OtpEngineContract {
        @Override
        protected OtpFlow newFlow(EngineParts parts) {
            return new Flow(parts.builder().build()) {
                @Override
                public SendResult send(SendRequest request) {
                    return super.send(request.binding(null));
                }

                @Override
                public Verification verify(VerifyRequest request) {
                    return super.verify(request.binding(null));
                }
            };
        }
    }

    @KilledBy("accounts: what belongs to another account does not exist")
    static class FindsWithoutTheAccount extends OtpEngineContract {
        @Override
        protected OtpFlow newFlow(EngineParts parts) {
            return new Flow(parts.builder().build()) {
                @Override
                public OtpFlow forAccount(String accountId) {
                    return this;
                }
            };
        }
    }

    @KilledBy("delivery: what is not certainly accepted is Undelivered, and can be sent again")
    static class TakesAnExceptionForAccepted extends OtpEngineContract {
        @Override
        protected OtpFlow newFlow(EngineParts parts) {
            return new Flow(parts.builder().build()) {
                @Override
                public SendResult send(SendRequest request) {
                    SendResult result = super.send(request);
                    return result instanceof SendResult.Undelivered undelivered
                            ? new SendResult.Sent(undelivered.otp())
                            : result;
                }
            };
        }
    }

    @KilledBy("delivery: a message is given to the channel once")
    static class TriesAgainAfterUnknown extends OtpEngineContract {
        @Override
        protected OtpFlow newFlow(EngineParts parts) {
            return new Flow(parts.builder().build()) {
                @Override
                public SendResult send(SendRequest request) {
                    SendResult result = super.send(request);
                    return result instanceof SendResult.Undelivered undelivered
                            ? resend(ResendRequest.of(undelivered.otp().id()))
                            : result;
                }
            };
        }
    }

    @KilledBy("secrets: no code in an answer, an event, an exception or a toString")
    static class ShowsTheCode extends OtpEngineContract {
        @Override
        protected OtpFlow newFlow(EngineParts parts) {
            return new Flow(parts.builder().build()) {
                private String last = "";

                @Override
                public Verification verify(VerifyRequest request) {
                    last = request.code();
                    return super.verify(request);
                }

                @Override
                public OtpFlow forAccount(String accountId) {
                    return this;
                }

                @Override
                public String toString() {
                    return "flow, last guess " + last;
                }
            };
        }
    }

    @KilledBy("quotas: a resend is charged, and nothing gives a charge back")
    static class GivesTheChargeBackWithADelete extends OtpEngineContract {
        @Override
        protected OtpFlow newFlow(EngineParts parts) {
            return new Flow(parts.builder().build()) {
                @Override
                public Optional<Otp> delete(OtpId id) {
                    Optional<Otp> gone = super.delete(id);
                    gone.ifPresent(otp -> parts.store().clear("n|" + otp.accountId() + "|" + otp.number()));
                    return gone;
                }
            };
        }
    }

    @KilledBy("purge: by the engine's clock alone, once retention is over")
    static class PurgesByTheWallClock extends OtpEngineContract {
        @Override
        protected OtpFlow newFlow(EngineParts parts) {
            return new Flow(parts.builder().build()) {
                @Override
                public int purge(int limit) {
                    return parts.store().purgeExpired(Instant.now(), Instant.now(), limit);
                }
            };
        }
    }

    @KilledBy("resend: the same OTP with the same code, expiry and attempts")
    static class SendsANewCodeForAResend extends OtpEngineContract {
        @Override
        protected OtpFlow newFlow(EngineParts parts) {
            return new Flow(parts.builder().build()) {
                @Override
                public SendResult resend(ResendRequest request) {
                    return find(request.id())
                            .map(otp -> send(SendRequest.to(otp.number())))
                            .orElseGet(() -> super.resend(request));
                }
            };
        }
    }

    /** What asks the engine, on whatever account it was last asked for. */
    private abstract static class Flow implements OtpFlow {
        private OtpEngine engine;

        Flow(OtpEngine engine) {
            this.engine = engine;
        }

        @Override
        public OtpEngine engine() {
            return engine;
        }

        /** The contract asks the accounts in turn. */
        @Override
        public OtpFlow forAccount(String accountId) {
            engine = engine.forAccount(accountId);
            return this;
        }

        @Override
        public SendResult send(SendRequest request) {
            return OtpFlow.super.send(request);
        }

        @Override
        public SendResult resend(ResendRequest request) {
            return OtpFlow.super.resend(request);
        }

        @Override
        public Verification verify(VerifyRequest request) {
            return OtpFlow.super.verify(request);
        }

        @Override
        public Optional<Otp> delete(OtpId id) {
            return OtpFlow.super.delete(id);
        }
    }
}

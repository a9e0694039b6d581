//! The rules about payments: money moves, nothing is made; what is given back is tied to what was paid.

use super::{Account, Change, Key, Ledger, Paid};
use crate::ledger::document::{Document, Output, Payment};
use crate::ledger::{Amount, Moment, Pubkey, Refusal};

impl Ledger {
    /// Checks a payment; `signer` is the signing key with its new number, already in `change`.
    pub(super) fn check_payment(
        &self,
        at: Moment,
        document: &Document,
        payment: &Payment,
        signer: Key,
        change: &mut Change,
    ) -> Result<(), Refusal> {
        let payer = document.account;
        if payment.outputs.iter().any(|output| output.to == payer) {
            return Err(Refusal::PayOneself);
        }
        let payee = |output: &Output| self.accounts.get(&output.to).ok_or(Refusal::UnknownPayee { payee: output.to });
        let payees = payment.outputs.iter().map(payee).collect::<Result<Vec<&Account>, Refusal>>()?;
        if payment.listing.is_none() && payment.outputs.iter().any(|output| output.amount == Amount::ZERO) {
            return Err(Refusal::ZeroAmount);
        }
        if let Some(index) = payment.refund_of {
            change.payments.push((index, self.given_back(index, payer, payment)?));
        }
        let sum = self.standing.dividends.sum;
        let account = self.accounts.get(&payer).ok_or(Refusal::UnknownAccount)?;
        let balance = account.balance(sum);
        // A sum past the largest amount is past every balance, be that the largest amount itself.
        let total = Amount::sum(payment.outputs.iter().map(|output| output.amount));
        let total = total.ok_or(Refusal::BalanceTooSmall { balance })?;
        let settled = balance.minus(total).ok_or(Refusal::BalanceTooSmall { balance })?;
        change.keys.push((document.key, self.spent(signer, at, total)?));
        change.accounts.push((payer, Account { settled, ..account.settle(sum) }));
        for (output, payee) in payment.outputs.iter().zip(payees) {
            let payee = payee.settle(sum);
            let settled = payee.settled.plus(output.amount).expect("a balance is at most the supply, which is an amount");
            change.accounts.push((output.to, Account { settled, ..payee }));
        }
        let left = payment.outputs.iter().map(|output| (output.to, output.amount)).collect();
        change.payments.push((self.standing.size, Paid { payer, left }));
        Ok(())
    }

    /// The payment given back, less what is given back now.
    fn given_back(&self, index: u64, payee: Pubkey, refund: &Payment) -> Result<Paid, Refusal> {
        let paid = self.payments.get(&index).ok_or(Refusal::UnknownPayment)?;
        let [output] = refund.outputs.as_slice() else { return Err(Refusal::RefundNotPayer) };
        if output.to != paid.payer {
            return Err(Refusal::RefundNotPayer);
        }
        let mut paid = paid.clone();
        let received = paid.left.iter_mut().find(|(to, _)| *to == payee).ok_or(Refusal::RefundNotPayee)?;
        received.1 = received.1.minus(output.amount).ok_or(Refusal::RefundTooMuch { left: received.1 })?;
        Ok(paid)
    }

    /// The signing key after spending so much, if its limit allows it.
    fn spent(&self, key: Key, at: Moment, total: Amount) -> Result<Key, Refusal> {
        let dividend = self.standing.dividends.current;
        let Some(limit) = key.rights.and_then(|rights| rights.limit) else { return Ok(key) };
        let (window, spent) = key.window_at(at);
        // A limit lowered below what is spent already leaves nothing, not even for a payment of nothing.
        match spent.plus(total).filter(|spent| *spent <= limit.most(dividend)) {
            Some(spent) => Ok(Key { window, spent, ..key }),
            None => Err(Refusal::LimitPassed { left: limit.most(dividend).minus(spent).unwrap_or(Amount::ZERO) }),
        }
    }
}

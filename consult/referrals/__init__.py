"""Two-way referral (双向转诊): a patient handed over, up to a larger hospital or back down."""
